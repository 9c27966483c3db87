package mpjlda.app.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mpjlda.data.modelio.ModelInfo;

/** The model in figures, every option of its training, and where it comes from. */
record Overview(ModelInfo info, Optional<DocumentTopics> documents) {
  void write(ScriptJson json) throws IOException {
    json.object(
        "model",
        () -> {
          json.integer("K", info.topics());
          json.integer("tokens", info.tokens());
          json.truth("complete", info.complete());
        });
    pairs(json, "overview", overview());
    pairs(json, "options", info.options());
    pairs(json, "provenance", provenance());
  }

  private Map<String, Object> overview() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("topics", grouped(info.topics()));
    figures.put("words in the vocabulary", grouped(info.vocabularySize()));
    figures.put("documents", grouped(info.documents()));
    figures.put("tokens", grouped(info.tokens()));
    figures.put("iterations", grouped(info.iterations()));
    figures.put("bound per token, nats", perToken());
    return figures;
  }

  private String perToken() {
    double perToken = info.bound() / info.tokens();
    return Double.isFinite(perToken)
        ? String.format(Locale.ROOT, "%.4f", perToken).replace('-', '\u2212')
        : "–";
  }

  private Map<String, Object> provenance() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("state", info.complete() ? "complete" : "not complete: a further run continues it");
    facts.put("bound, nats", info.bound());
    facts.put("eta", info.eta());
    facts.put("seed", info.seed());
    facts.put("corpus hash", info.corpusHash());
    facts.put("vocabulary hash", info.vocabularyHash());
    facts.put("program", info.provenance().program());
    facts.put("Java", info.provenance().java());
    facts.put("host", info.provenance().host());
    facts.put("started", info.provenance().started());
    facts.put("finished", info.provenance().finished());
    documents.ifPresent(
        fitted -> facts.put("tokens of unknown words left out", grouped(fitted.unknownTokens())));
    return facts;
  }

  private static String grouped(long number) {
    // U+202F, a narrow space that does not break: no decimal point or comma to be taken for one.
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
  }

  private static void pairs(ScriptJson json, String name, Map<String, Object> facts)
      throws IOException {
    json.array(
        name,
        () -> {
          for (Map.Entry<String, Object> fact : facts.entrySet()) {
            json.array(
                () -> {
                  json.text(fact.getKey());
                  json.text(String.valueOf(fact.getValue()));
                });
          }
        });
  }
}
