package mpjlda.app.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mpjlda.data.modelio.NpyHeader;

/** numpy's arrays as streams, for places that {@link mpjlda.data.modelio.Npy} cannot write to. */
final class NumpyArrays {
  private static final int HEADER_MULTIPLE = 64;

  private NumpyArrays() {}

  /** An entry of a matrix. */
  @FunctionalInterface
  interface Entry {
    double at(int row, int column);
  }

  /** float64 (rows, columns), C order. */
  static void matrix(OutputStream out, int rows, int columns, Entry entry) throws IOException {
    out.write(NpyHeader.encode(rows, columns));
    double[] row = new double[columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        row[c] = entry.at(r, c);
      }
      row(out, row);
    }
  }

  /** float64 (length,). */
  static void vector(OutputStream out, double[] values) throws IOException {
    out.write(NpyHeader.encode(values.length));
    row(out, values);
  }

  /** float64 (D, K): each document's topic proportions. */
  static void proportions(OutputStream out, DocumentProportions documents, int topics)
      throws IOException {
    out.write(NpyHeader.encode(documents.count(), topics));
    documents.forEach((d, words, gamma) -> row(out, documents.proportions(gamma)));
  }

  private static void row(OutputStream out, double[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    out.write(bytes.array());
  }

  /** Unicode strings (length,), as long as the longest. */
  static void strings(OutputStream out, List<String> values) throws IOException {
    int longest =
        Math.max(1, values.stream().mapToInt(s -> s.codePointCount(0, s.length())).max().orElse(1));
    String dictionary =
        "{'descr': '<U"
            + longest
            + "', 'fortran_order': False, 'shape': ("
            + values.size()
            + ",), }";
    int prefix = 10;
    int unpadded = prefix + dictionary.length() + 1;
    int length = (unpadded + HEADER_MULTIPLE - 1) / HEADER_MULTIPLE * HEADER_MULTIPLE - prefix;
    ByteBuffer header = ByteBuffer.allocate(prefix + length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
    header.put(
        (dictionary + " ".repeat(length - dictionary.length() - 1) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(header.array());
    for (String value : values) {
      ByteBuffer cell = ByteBuffer.allocate(longest * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      value.codePoints().forEach(cell::putInt);
      out.write(cell.array());
    }
  }
}
