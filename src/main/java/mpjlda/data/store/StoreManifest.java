package mpjlda.data.store;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.JsonFields;
import mpjlda.data.io.SealedJson;

/**
 * The content of {@code store.json}, which has its own checksum ({@link SealedJson}).
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

  /** Name → value, in display order. */
  public Map<String, Object> describe() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format_version", FORMAT_VERSION);
    map.putAll(summary.toMap());
    map.put("blocks", blocks);
    map.put("names", names);
    map.put("source", source.toMap());
    return map;
  }

  /** The content of {@code store.json}; the same for the same store in every JVM. */
  public String toText() {
    Map<String, Object> map = describe();
    Map<String, Object> sums = new TreeMap<>();
    files.forEach((name, sum) -> sums.put(name, sum.toMap()));
    map.put("files", sums);
    return SealedJson.write(map);
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @param path for messages
   * @throws LdaException (65) if it is anything else
   */
  static StoreManifest parse(String path, byte[] text) {
    if (!SealedJson.isIntact(text)) {
      throw LdaException.badInput(
          path + ": damaged: its CRC32C is wrong or missing. " + Store.ADVICE);
    }
    JsonFields fields = JsonFields.parse(path, 1, new String(text, StandardCharsets.UTF_8));
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
    Map<String, String> options = texts(fields, "options");
    List<String> read =
        fields.all().get("files") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    return new StoreSource(
        read, fields.text("format"), options, fields.text("program"), texts(fields, "words"));
  }

  private static Map<String, String> texts(JsonFields fields, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (fields.all().containsKey(name)) {
      fields.map(name).forEach((key, value) -> texts.put(key, String.valueOf(value)));
    }
    return texts;
  }
}
