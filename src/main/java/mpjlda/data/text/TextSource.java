package mpjlda.data.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which text to read, and how.
 *
 * @param paths files or folders
 * @param fields of records
 * @param html whether to strip tags, comments, scripts and styles, and to resolve entities, in all
 *     documents; those in files named .html are stripped anyway
 * @param encoding of all files; empty: UTF-8
 */
public record TextSource(
    List<String> paths, TextKind kind, Fields fields, boolean html, Optional<Charset> encoding) {
  public TextSource {
    paths = List.copyOf(paths);
  }

  /**
   * Where documents are in records of CSV, TSV and JSON Lines.
   *
   * @param text fields that make a document, joined; empty: the one named text, or the only one
   * @param name field with the document's name; empty: file and line
   * @param header whether a CSV or TSV file's first record has the fields' names; else they are
   *     numbered from 1
   * @param quotes whether quotation marks enclose fields of CSV and TSV
   * @param delimiter between fields of CSV and TSV; empty: as the file's name and content say
   */
  public record Fields(
      List<String> text,
      Optional<String> name,
      boolean header,
      boolean quotes,
      Optional<Character> delimiter) {
    /** The defaults. */
    public static final Fields DEFAULT = new Fields(List.of(), Optional.empty(), true, true);

    public Fields {
      text = List.copyOf(text);
    }

    /** Fields between the delimiters that the file has. */
    public Fields(List<String> text, Optional<String> name, boolean header, boolean quotes) {
      this(text, name, header, quotes, Optional.empty());
    }
  }

  /** Plain text as it comes. */
  public static TextSource of(List<String> paths, TextKind kind) {
    return new TextSource(paths, kind, Fields.DEFAULT, false, Optional.empty());
  }

  /** The encoding of all files. */
  Charset charset() {
    return encoding.orElse(StandardCharsets.UTF_8);
  }

  boolean isUtf8() {
    return charset().equals(StandardCharsets.UTF_8);
  }

  /** Name → value of what shapes the documents. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("text_format", kind.optionName());
    map.put("text_field", String.join(",", fields.text()));
    map.put("name_field", fields.name().orElse(""));
    map.put("header", String.valueOf(fields.header()));
    map.put("quotes", String.valueOf(fields.quotes()));
    fields.delimiter().ifPresent(found -> map.put("delimiter", String.valueOf(found)));
    map.put("html", String.valueOf(html));
    map.put("encoding", charset().name());
    return map;
  }
}
