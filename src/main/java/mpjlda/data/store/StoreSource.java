package mpjlda.data.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The origin of a store's documents.
 *
 * @param files that were read, as the user named it
 * @param format of the files
 * @param options that shaped the documents, name → value, in display order
 * @param program name and version of the program that wrote the store
 * @param words options by which text became the store's words, also where the store was made of
 *     others; empty: it was no text
 */
public record StoreSource(
    List<String> files,
    String format,
    Map<String, String> options,
    String program,
    Map<String, String> words) {
  /** Format of a store that was made of text itself: its words are made by its options. */
  private static final String TEXT = "text";

  public StoreSource {
    files = List.copyOf(files);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    words =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(words.isEmpty() && format.equals(TEXT) ? options : words));
  }

  /** The origin of documents that were no text. */
  public StoreSource(
      List<String> files, String format, Map<String, String> options, String program) {
    this(files, format, options, program, Map.of());
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("files", files);
    map.put("format", format);
    map.put("options", options);
    map.put("program", program);
    if (!words.isEmpty() && !format.equals(TEXT)) {
      map.put("words", words);
    }
    return map;
  }
}
