package mpjlda.data.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Recognises files of kinds that no reader here reads, by their first bytes. */
public final class ForeignContent {
  /** Bytes of a file that are looked at. */
  private static final int BEGINNING = 512;

  private static final int TAR_MARK = 257;
  private static final String DECOMPRESS = "decompress it first, with '%s', or store it as gzip";
  private static final String AS_TEXT = "save it as plain text first";

  private static final List<Kind> KINDS =
      List.of(
          new Kind("BZh", "data compressed by bzip2", String.format(DECOMPRESS, "bunzip2 FILE")),
          new Kind(
              "(\u00b5/\u00fd",
              "data compressed by zstd",
              String.format(DECOMPRESS, "zstd -d FILE")),
          new Kind("\u00fd7zXZ\0", "data compressed by xz", String.format(DECOMPRESS, "unxz FILE")),
          new Kind(
              "\u0004\"M\u0018",
              "data compressed by lz4",
              String.format(DECOMPRESS, "lz4 -d FILE")),
          new Kind(
              "\u001f\u009d",
              "data compressed by compress",
              String.format(DECOMPRESS, "gunzip FILE")),
          new Kind(
              "\u0089LZO", "data compressed by lzop", String.format(DECOMPRESS, "lzop -d FILE")),
          new Kind(
              "PK\u0003\u0004",
              "a zip archive (or a document of an office program, or numpy's .npz)",
              "unpack it first with 'unzip', or save it as plain text"),
          new Kind("PK\u0005\u0006", "an empty zip archive", "unpack it first"),
          new Kind("7z\u00bc\u00af'\u001c", "a 7z archive", "unpack it first"),
          new Kind("Rar!", "a RAR archive", "unpack it first"),
          new Kind("%PDF", "a PDF document", "make text of it first, with 'pdftotext FILE'"),
          new Kind("%!PS", "a PostScript document", "make text of it first, with 'ps2ascii FILE'"),
          new Kind("{\\rtf", "an RTF document", AS_TEXT),
          new Kind("\u00d0\u00cf\u0011\u00e0", "a document of an office program", AS_TEXT),
          new Kind(
              "\u0089HDF\r\n\u001a\n",
              "an HDF5 file (.h5, .h5ad)",
              "write its matrix as Matrix Market first, such as by scipy.io.mmwrite"),
          new Kind("PAR1", "a Parquet file", "write its table as .csv or .jsonl first"),
          new Kind("ARROW1", "an Arrow file", "write its table as .csv or .jsonl first"),
          new Kind(
              "\u0093NUMPY",
              "a numpy array",
              "write it as a sparse matrix first, such as by scipy.io.mmwrite"),
          new Kind("SQLite format 3", "an SQLite database", "write its table as .csv first"),
          new Kind("\u0089PNG", "a picture", AS_TEXT),
          new Kind("\u00ff\u00d8\u00ff", "a picture", AS_TEXT),
          new Kind("GIF8", "a picture", AS_TEXT),
          new Kind("\u007fELF", "a program", "give a text file or a corpus"));

  private ForeignContent() {}

  /**
   * A kind of file.
   *
   * @param mark its first bytes, a character each
   * @param advice what to do about it
   */
  private record Kind(String mark, String name, String advice) {
    boolean begins(byte[] first) {
      byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
      return first.length >= bytes.length
          && Arrays.equals(bytes, 0, bytes.length, first, 0, bytes.length);
    }
  }

  /**
   * The content of a file from its beginning, decompressed if it begins as gzip does.
   *
   * @param file closed with what is returned
   * @param buffer bytes that are read at a time
   * @throws ForeignContentException if it is of a foreign kind
   */
  public static BufferedInputStream open(InputStream file, int buffer) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file, buffer);
    byte[] first = beginning(in);
    if (GzipStream.isGzip(first)) {
      in = new BufferedInputStream(new GzipStream(in), buffer);
      first = beginning(in);
      if (GzipStream.isGzip(first)) {
        throw new ForeignContentException(
            "found data compressed twice by gzip, expected once; decompress it with 'gunzip FILE'");
      }
    }
    Optional<String> found = find(first);
    if (found.isPresent()) {
      throw new ForeignContentException(found.get());
    }
    return in;
  }

  private static byte[] beginning(BufferedInputStream in) throws IOException {
    in.mark(BEGINNING);
    byte[] first = in.readNBytes(BEGINNING);
    in.reset();
    return first;
  }

  /** A sentence about a file that begins with these bytes, if it is of a foreign kind. */
  static Optional<String> find(byte[] first) {
    for (Kind kind : KINDS) {
      if (kind.begins(first)) {
        return Optional.of(sentence(kind.name(), kind.advice()));
      }
    }
    if (first.length >= TAR_MARK + 5
        && new String(first, TAR_MARK, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
      return Optional.of(sentence("a tar archive", "unpack it first with 'tar -x'"));
    }
    return Optional.empty();
  }

  private static String sentence(String found, String advice) {
    return "found " + found + ", expected text, plain or compressed by gzip; " + advice;
  }
}
