package mpjlda.data.modelio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mpjlda.core.errors.LdaException;

/**
 * Header of a {@code .npy} file.
 *
 * <p>Format: numpy.lib.format, versions 1.0 to 3.0: the magic {@code \x93NUMPY}, two bytes of
 * version, the length of the header (little-endian, 2 bytes in 1.0 and 4 after), and a Python
 * dictionary padded with spaces.
 *
 * @param shape extents of the dimensions, slowest first in C order; empty for a single number
 * @param fortranOrder whether the first dimension varies fastest
 * @param itemBytes 8 (float64) or 4 (float32)
 * @param byteOrder of the numbers
 * @param dataOffset bytes before the first number
 */
public record NpyHeader(
    List<Long> shape, boolean fortranOrder, int itemBytes, ByteOrder byteOrder, long dataOffset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** numpy aligns the numbers so that they can be mapped into memory. */
  private static final int ALIGNMENT = 64;

  /** numpy leaves room for the first extent to grow to this many digits. */
  private static final int GROWTH_DIGITS = 21;

  /** A version 2.0 header may name columns, but never needs more than this. */
  private static final long LONGEST_DICTIONARY = 1 << 20;

  private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*([^,}]+)");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([\\d\\sL,]*)\\)");

  public NpyHeader {
    shape = List.copyOf(shape);
  }

  /** The name numpy gives to the type of the numbers, such as {@code float64}. */
  public String typeName() {
    String name = itemBytes == 8 ? "float64" : "float32";
    return byteOrder == ByteOrder.BIG_ENDIAN ? name + " (big-endian)" : name;
  }

  /** The shape as Python writes it: {@code (3, 5)}, {@code (3,)}, {@code ()}. */
  public String shapeText() {
    return tuple(shape);
  }

  /**
   * The number of numbers.
   *
   * @throws ArithmeticException if it is beyond a long
   */
  public long entries() {
    long product = 1;
    for (long extent : shape) {
      product = Math.multiplyExact(product, extent);
    }
    return product;
  }

  /**
   * The header of a little-endian float64 array in C order, byte for byte as numpy (1.23 and later)
   * writes it: version 1.0, the numbers begin at a multiple of 64 bytes.
   */
  public static byte[] encode(long... shape) {
    List<Long> extents = new ArrayList<>();
    for (long extent : shape) {
      extents.add(extent);
    }
    StringBuilder dictionary = new StringBuilder();
    dictionary.append("{'descr': '<f8', 'fortran_order': False, 'shape': ");
    dictionary.append(tuple(extents)).append(", }");
    if (shape.length > 0) {
      dictionary.append(" ".repeat(GROWTH_DIGITS - Long.toString(shape[0]).length()));
    }
    int prefix = MAGIC.length + 4;
    int unpadded = prefix + dictionary.length() + 1;
    dictionary.append(" ".repeat(ALIGNMENT - unpadded % ALIGNMENT)).append('\n');
    return ByteBuffer.allocate(prefix + dictionary.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) dictionary.length())
        .put(dictionary.toString().getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /**
   * Reads the header and checks that the file is as long as it says.
   *
   * @throws LdaException (65) with file, what was found and what was expected
   */
  static NpyHeader read(Path path, FileChannel channel) throws IOException {
    ByteBuffer prefix = readUpTo(channel, 0, 12).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= prefix.limit() || prefix.get(i) != MAGIC[i]) {
        throw LdaException.badInput(
            path + ": not a numpy array: the file does not begin with \\x93NUMPY.");
      }
    }
    int version = prefix.limit() < 8 ? 0 : prefix.get(6);
    int start = version == 1 ? 10 : 12;
    if (prefix.limit() < start) {
      throw LdaException.badInput(path + ": truncated within the header of a numpy array.");
    }
    if (version < 1 || version > 3) {
      throw LdaException.badInput(
          path
              + ": numpy format version "
              + version
              + " found, 1, 2 or 3 expected. Save the array again with numpy.save.");
    }
    long length = version == 1 ? prefix.getShort(8) & 0xffffL : prefix.getInt(8) & 0xffffffffL;
    if (length > LONGEST_DICTIONARY || start + length > channel.size()) {
      throw LdaException.badInput(
          path
              + ": the numpy header claims "
              + length
              + " bytes, the file has "
              + channel.size()
              + ".");
    }
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    ByteBuffer bytes = readUpTo(channel, start, (int) length);
    NpyHeader header = parse(path, charset.decode(bytes).toString(), start + length);
    header.checkFileSize(path, channel.size());
    return header;
  }

  private static NpyHeader parse(Path path, String dictionary, long dataOffset) {
    String type = field(path, DESCR, dictionary, "descr").replaceAll("['\"\\s]", "");
    if (!type.matches("[<>]f[48]")) {
      throw LdaException.badInput(
          path
              + ": numbers of type "
              + type
              + " found, float64 or float32 expected. Convert them with a.astype('<f8').");
    }
    List<Long> shape = new ArrayList<>();
    for (String extent : field(path, SHAPE, dictionary, "shape").split(",", -1)) {
      String digits = extent.strip().replace("L", "");
      if (!digits.isEmpty()) {
        shape.add(parseExtent(path, digits));
      }
    }
    return new NpyHeader(
        shape,
        field(path, ORDER, dictionary, "fortran_order").equals("True"),
        type.charAt(2) - '0',
        type.charAt(0) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
        dataOffset);
  }

  private static String field(Path path, Pattern pattern, String dictionary, String name) {
    Matcher matcher = pattern.matcher(dictionary);
    if (!matcher.find()) {
      throw LdaException.badInput(
          path + ": the numpy header has no readable '" + name + "': " + dictionary.strip());
    }
    return matcher.group(1);
  }

  private static long parseExtent(Path path, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw LdaException.badInput(
          path + ": the array extent " + digits + " is no number or too large.");
    }
  }

  private void checkFileSize(Path path, long found) {
    long expected;
    try {
      expected = Math.addExact(dataOffset, Math.multiplyExact(entries(), itemBytes));
    } catch (ArithmeticException e) {
      throw LdaException.badInput(path + ": a shape of " + shapeText() + " is too large.");
    }
    if (found != expected) {
      String kind = found < expected ? "truncated" : "longer than its header says";
      throw LdaException.badInput(
          path
              + ": "
              + kind
              + ": "
              + found
              + " bytes found, "
              + expected
              + " expected for "
              + typeName()
              + " of shape "
              + shapeText()
              + ".");
    }
  }

  private static String tuple(List<Long> extents) {
    return extents.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "(", extents.size() == 1 ? ",)" : ")"));
  }

  /** Reads the bytes that are left, up to {@code length} bytes; the buffer is flipped. */
  private static ByteBuffer readUpTo(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      // Reads may be short.
    }
    return bytes.flip();
  }
}
