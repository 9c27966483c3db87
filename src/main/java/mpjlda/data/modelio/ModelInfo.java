package mpjlda.data.modelio;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import mpjlda.data.io.JsonFields;

/**
 * Description of a model, as {@code model.json} keeps it.
 *
 * @param topics K, ≥ 1
 * @param vocabularySize V, ≥ 1
 * @param documents D of the training corpus
 * @param tokens of the training corpus
 * @param options every option of the training, in the order to be shown
 * @param seed of the training
 * @param corpusHash identifies the training corpus
 * @param vocabularyHash {@link VocabularyFile#hash}
 * @param eta the topics' prior that lambda contains
 * @param iterations done
 * @param bound of the last iteration, in nats over the whole corpus; NaN if there was none
 * @param complete false for a model written on the way that a further run continues
 * @param provenance where it was made
 * @param heldOutLogLikelihoodPerToken in nats; empty where no held-out documents were given
 */
public record ModelInfo(
    int topics,
    int vocabularySize,
    long documents,
    long tokens,
    Map<String, Object> options,
    long seed,
    String corpusHash,
    String vocabularyHash,
    double eta,
    int iterations,
    double bound,
    boolean complete,
    Provenance provenance,
    OptionalDouble heldOutLogLikelihoodPerToken) {
  /** Version of the model directory. A reader refuses a newer one. */
  public static final int FORMAT_VERSION = 1;

  public ModelInfo {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** A description without a held-out score. */
  public ModelInfo(
      int topics,
      int vocabularySize,
      long documents,
      long tokens,
      Map<String, Object> options,
      long seed,
      String corpusHash,
      String vocabularyHash,
      double eta,
      int iterations,
      double bound,
      boolean complete,
      Provenance provenance) {
    this(
        topics,
        vocabularySize,
        documents,
        tokens,
        options,
        seed,
        corpusHash,
        vocabularyHash,
        eta,
        iterations,
        bound,
        complete,
        provenance,
        OptionalDouble.empty());
  }

  /** A copy with a held-out score. */
  public ModelInfo withHeldOut(OptionalDouble logLikelihoodPerToken) {
    return new ModelInfo(
        topics,
        vocabularySize,
        documents,
        tokens,
        options,
        seed,
        corpusHash,
        vocabularyHash,
        eta,
        iterations,
        bound,
        complete,
        provenance,
        logLikelihoodPerToken);
  }

  /** The members of {@code model.json} in their order, without the list of files. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format_version", FORMAT_VERSION);
    map.put("complete", complete);
    map.put("K", topics);
    map.put("V", vocabularySize);
    map.put("D", documents);
    map.put("tokens", tokens);
    map.put("iterations", iterations);
    map.put("bound", bound);
    map.put("bound_per_token", bound / tokens);
    map.putAll(HeldOutMembers.of(heldOutLogLikelihoodPerToken));
    map.put("eta", eta);
    map.put("seed", seed);
    map.put("options", options);
    map.put("corpus_hash", corpusHash);
    map.put("vocabulary_hash", vocabularyHash);
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("program", provenance.program());
    versions.put("java", provenance.java());
    map.put("versions", versions);
    map.put("host", provenance.host());
    map.put("started", provenance.started());
    map.put("finished", provenance.finished());
    return map;
  }

  static ModelInfo from(JsonFields fields) {
    JsonFields versions = fields.object("versions");
    return new ModelInfo(
        fields.smallCount("K"),
        fields.smallCount("V"),
        fields.count("D"),
        fields.count("tokens"),
        fields.map("options"),
        fields.whole("seed"),
        fields.text("corpus_hash"),
        fields.text("vocabulary_hash"),
        fields.number("eta"),
        fields.smallCount("iterations"),
        fields.number("bound"),
        fields.truth("complete"),
        new Provenance(
            versions.text("program"),
            versions.text("java"),
            fields.text("host"),
            fields.instant("started"),
            fields.instant("finished")),
        HeldOutMembers.from(fields));
  }
}
