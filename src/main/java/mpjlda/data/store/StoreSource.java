package mpjlda.data.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The origin of a store's documents, kept for display; nothing depends on it.
 *
 * @param files that were read, as the user named it
 * @param format of the files
 * @param options that shaped the documents, name → value, in display order
 * @param program name and version of the program that wrote the store
 */
public record StoreSource(
    List<String> files, String format, Map<String, String> options, String program) {
  public StoreSource {
    files = List.copyOf(files);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("files", files);
    map.put("format", format);
    map.put("options", options);
    map.put("program", program);
    return map;
  }
}
