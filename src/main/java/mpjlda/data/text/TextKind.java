package mpjlda.data.text;

import java.util.Locale;
import mpjlda.core.errors.LdaException;

/** The arrangement of documents in text files, each of which may be compressed by gzip. */
public enum TextKind {
  /** Told from the name: of a folder's files each is a document; see {@link #ofName}. */
  AUTO,

  /** A document on each line. */
  LINES,

  /** A document in each file. */
  FILES,

  /** Comma-separated values (RFC 4180): a document in each record. */
  CSV,

  /** Tab-separated values: a document in each record. */
  TSV,

  /** JSON Lines: a document in the object on each line. */
  JSONL,

  /** Mallet's form: {@code name label text…} on each line. */
  MALLET;

  /**
   * The kind of that name, in any case.
   *
   * @throws LdaException (2) if there is none
   */
  public static TextKind parse(String name) {
    for (TextKind kind : values()) {
      if (kind.optionName().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw LdaException.usage(
        "There is no text format '"
            + name
            + "'. Give one of: auto, lines, files, csv, tsv, jsonl, mallet.");
  }

  /** The name as users type it. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By the file name's ending; {@link #LINES} if it tells nothing. */
  static TextKind ofName(String fileName) {
    String name = withoutGzip(fileName).toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> CSV;
      case "tsv", "tab" -> TSV;
      case "jsonl", "ndjson", "json" -> JSONL;
      case "mallet" -> MALLET;
      default -> LINES;
    };
  }

  /** Whether a file of that name is a web page. */
  static boolean isHtml(String fileName) {
    return withoutGzip(fileName).toLowerCase(Locale.ROOT).matches(".*\\.x?html?");
  }

  private static String withoutGzip(String name) {
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
