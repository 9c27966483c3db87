package mpjlda.data.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a store's documents come from. Kept in the store for people; nothing depends on it.
 *
 * @param files what was read, as the user named it
 * @param format of the files
 * @param options that shaped the documents, name → value, in the order to be shown
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
