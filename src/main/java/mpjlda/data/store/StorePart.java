package mpjlda.data.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Checksum;

/**
 * Documents in a row of a store that several processes make: each but the first writes a part
 * beside the store, and the first adds them to it, one after the other, by {@link
 * StoreWriter#append}. Not thread-safe.
 *
 * <p>The file {@code .NAME.part-0001.tmp} has of each document {@value #HEAD_BYTES} bytes (length
 * of the name, length of the encoded document, distinct words: 4 bytes each; tokens: 8), the name,
 * and what {@link BlockEncoder} makes of it.
 */
public final class StorePart implements AutoCloseable {
  static final int HEAD_BYTES = 3 * Integer.BYTES + Long.BYTES;

  private final Path path;
  private final FileSink file;
  private final BlockEncoder encoder = new BlockEncoder();
  private final DocumentFigures figures = new DocumentFigures();
  private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
  private long number;

  private StorePart(Path path, long firstDocument) {
    this.path = path;
    AtomicFile.remove(path);
    this.file = new FileSink(path);
    this.number = firstDocument;
  }

  /**
   * Begins a part; the store's {@link StoreWriter} is there already, perhaps on another host.
   *
   * @param output the store's folder
   * @param part its number, by which it is appended
   * @param firstDocument number in the store, from 0, of its first document
   * @throws LdaException (70) if it cannot be written, as of all methods
   */
  public static StorePart create(Path output, int part, long firstDocument) {
    return new StorePart(path(StoreOutput.absolute(output), part), firstDocument);
  }

  /**
   * The file of a part.
   *
   * @param output absolute
   */
  static Path path(Path output, int part) {
    return output.resolveSibling(
        prefix(output) + String.format(Locale.ROOT, "%04d", part) + StoreOutput.TEMPORARY);
  }

  /** What the names of all parts' files begin with. */
  static String prefix(Path output) {
    return "." + output.getFileName() + ".part-";
  }

  /** Adds the next document, as {@link StoreWriter#add}. */
  public void add(String name, int[] ids, int[] counts, int size) {
    encoder.add(ids, counts, size);
    figures.add(number++, name, ids, counts, size);
    byte[] text = StoreWriter.line(name);
    head.clear();
    head.putInt(text.length).putInt(encoder.size()).putInt(size).putLong(encoder.tokens());
    file.write(head.array());
    file.write(text);
    file.write(encoder.bytes(), 0, encoder.size());
    encoder.clear();
  }

  /**
   * Ends the part.
   *
   * @return a few bytes that {@link StoreWriter#append} needs
   */
  public byte[] finish() {
    return new Receipt(file.finish(), figures).toBytes();
  }

  /** Removes the file if nobody has appended it. */
  @Override
  public void close() {
    file.close();
    AtomicFile.remove(path);
  }

  /** What is known of a part. */
  record Receipt(Checksum sum, DocumentFigures figures) {
    byte[] toBytes() {
      byte[] crc = sum.crc32c().getBytes(StandardCharsets.US_ASCII);
      ByteBuffer bytes =
          ByteBuffer.allocate(Long.BYTES + DocumentFigures.BYTES + crc.length).putLong(sum.bytes());
      figures.putTo(bytes);
      return bytes.put(crc).array();
    }

    /** Adds the figures to those of the documents before, and gives length and checksum. */
    static Checksum read(byte[] receipt, DocumentFigures into) {
      ByteBuffer bytes = ByteBuffer.wrap(receipt);
      long length = bytes.getLong();
      into.addFrom(bytes);
      return new Checksum(length, StandardCharsets.US_ASCII.decode(bytes).toString());
    }
  }
}
