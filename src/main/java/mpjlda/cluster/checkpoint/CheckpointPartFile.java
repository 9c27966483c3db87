package mpjlda.cluster.checkpoint;

import java.util.regex.Pattern;

/**
 * A part that its rank has written, as rank 0 needs it for the manifest.
 *
 * @param name of the part, the same on every rank
 * @param firstDocument number within the corpus, from 0
 * @param documents how many
 * @param width longs a document
 * @param bytes length of the file
 * @param crc32 CRC-32 of the file
 */
public record CheckpointPartFile(
    String name, long firstDocument, long documents, int width, long bytes, int crc32) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** Length of {@link #toLongs}. */
  public static final int LONGS = 5;

  public CheckpointPartFile {
    checkName(name);
  }

  /** Encodes all but the name, for the message to rank 0. */
  public long[] toLongs() {
    return new long[] {firstDocument, documents, width, bytes, crc32};
  }

  /** The inverse of {@link #toLongs}. */
  public static CheckpointPartFile fromLongs(String name, long[] longs) {
    if (longs.length != LONGS) {
      throw new IllegalArgumentException(LONGS + " longs expected, found " + longs.length);
    }
    return new CheckpointPartFile(
        name, longs[0], longs[1], Math.toIntExact(longs[2]), longs[3], Math.toIntExact(longs[4]));
  }

  /** The first document after this part's. */
  public long endDocument() {
    return firstDocument + documents;
  }

  String fileName() {
    return fileName(name, firstDocument, endDocument());
  }

  FileSum sum() {
    return new FileSum(bytes, crc32);
  }

  static String fileName(String name, long firstDocument, long endDocument) {
    return String.format("%s-%012d-%012d%s", name, firstDocument, endDocument, Generation.PART);
  }

  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a part is named by lower-case letters, digits and -, 32 at most; found " + name);
    }
  }
}
