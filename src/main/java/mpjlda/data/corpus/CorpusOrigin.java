package mpjlda.data.corpus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.store.StoreSource;

/**
 * What further files need that are to fit a corpus: stores and models keep it.
 *
 * @param idsFrom the number of the first word in its SVMlight files, 0 or 1; empty: it has none
 * @param guessed whether {@code idsFrom} is a guess
 * @param words options by which its text became words; empty: it was no text
 */
public record CorpusOrigin(OptionalInt idsFrom, boolean guessed, Map<String, String> words) {
  /** Nothing that others would need. */
  public static final CorpusOrigin NONE = new CorpusOrigin(OptionalInt.empty(), false, Map.of());

  private static final String IDS_FROM = "ids_from";
  private static final String WORDS = "words";

  public CorpusOrigin {
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
  }

  static CorpusOrigin ids(int first, boolean guessed) {
    return new CorpusOrigin(OptionalInt.of(first), guessed, Map.of());
  }

  /** Origin of a store's documents. */
  public static CorpusOrigin of(StoreSource store) {
    String first = store.options().get(IDS_FROM);
    return new CorpusOrigin(
        "0".equals(first) || "1".equals(first)
            ? OptionalInt.of(Integer.parseInt(first))
            : OptionalInt.empty(),
        false,
        store.words());
  }

  /** Origin of a model's corpus. */
  public static CorpusOrigin of(ModelInfo model) {
    Map<String, String> words = new LinkedHashMap<>();
    if (model.options().get(WORDS) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> words.put(String.valueOf(name), String.valueOf(value)));
    }
    return new CorpusOrigin(
        model.options().get(IDS_FROM) instanceof Number first
            ? OptionalInt.of(first.intValue())
            : OptionalInt.empty(),
        false,
        words);
  }

  /** What all of them have in common. */
  public static CorpusOrigin common(List<CorpusOrigin> origins) {
    boolean sameIds = origins.stream().map(CorpusOrigin::idsFrom).distinct().count() == 1;
    boolean sameWords = origins.stream().map(CorpusOrigin::words).distinct().count() == 1;
    return new CorpusOrigin(
        sameIds ? origins.get(0).idsFrom() : OptionalInt.empty(),
        origins.stream().anyMatch(CorpusOrigin::guessed),
        sameWords ? origins.get(0).words() : Map.of());
  }

  /** Members for {@code model.json}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    idsFrom.ifPresent(first -> map.put(IDS_FROM, first));
    if (!words.isEmpty()) {
      map.put(WORDS, words);
    }
    return map;
  }

  /** Options of a store made of such a corpus. */
  public Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    idsFrom.ifPresent(first -> map.put(IDS_FROM, String.valueOf(first)));
    return map;
  }

  /** A remark for the run's header, such as {@code , ids from 1}; empty if there is none. */
  public String describe() {
    if (idsFrom.isEmpty()) {
      return "";
    }
    return ", ids from "
        + idsFrom.getAsInt()
        + (guessed ? ": a guess, as none is 0; if they are from 0, add --ids-from 0" : "");
  }
}
