package mpjlda.data.store;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.Json;
import mpjlda.data.io.JsonFields;

/**
 * What {@code store.json} says. The last member is the CRC32C of the text before it, so that any
 * change is noticed.
 *
 * @param blocks number of blocks of documents
 * @param names whether documents have names
 * @param files name → length and checksum
 */
public record StoreManifest(
    StoreSummary summary,
    StoreSource source,
    int blocks,
    boolean names,
    Map<String, Checksum> files) {
  private static final int FORMAT_VERSION = 1;

  public StoreManifest {
    files = Map.copyOf(files);
  }

  /** Name → value, in the order to be shown. */
  public Map<String, Object> describe() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format_version", FORMAT_VERSION);
    map.putAll(summary.toMap());
    map.put("blocks", blocks);
    map.put("names", names);
    map.put("source", source.toMap());
    return map;
  }

  /** The content of {@code store.json}; the same of the same store in every JVM. */
  public String toText() {
    Map<String, Object> map = describe();
    Map<String, Object> sums = new TreeMap<>();
    files.forEach((name, sum) -> sums.put(name, sum.toMap()));
    map.put("files", sums);
    String body = Json.pretty(map);
    body = body.substring(0, body.lastIndexOf("\n}"));
    return body + ending(body);
  }

  static String ending(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return ",\n  \"crc32c\" : \"" + Checksum.hex(crc.getValue()) + "\"\n}\n";
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @param path for messages
   * @throws LdaException (65) if it is anything else
   */
  static StoreManifest parse(String path, String text) {
    int end = text.lastIndexOf(",\n  \"crc32c\"");
    if (end < 0 || !text.substring(end).equals(ending(text.substring(0, end)))) {
      throw LdaException.badInput(
          path + ": damaged: its checksum is not that of its text. " + Store.ADVICE);
    }
    JsonFields fields = JsonFields.parse(path, 1, text);
    long version = fields.count("format_version");
    if (version != FORMAT_VERSION) {
      throw LdaException.badInput(
          String.format(
              "%s: format version %d found, this program reads %d. Use a newer mpj-lda, or import"
                  + " the corpus again.",
              path, version, FORMAT_VERSION));
    }
    JsonFields files = fields.object("files");
    return new StoreManifest(
        StoreSummary.from(fields),
        source(fields.object("source")),
        fields.smallCount("blocks"),
        fields.truth("names"),
        files.all().keySet().stream()
            .collect(Collectors.toMap(Function.identity(), f -> Checksum.from(files.object(f)))));
  }

  private static StoreSource source(JsonFields fields) {
    Map<String, String> options = new LinkedHashMap<>();
    fields.map("options").forEach((name, value) -> options.put(name, String.valueOf(value)));
    List<String> read =
        fields.all().get("files") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    return new StoreSource(read, fields.text("format"), options, fields.text("program"));
  }
}
