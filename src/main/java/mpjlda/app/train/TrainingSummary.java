package mpjlda.app.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mpjlda.app.config.Priors;
import mpjlda.core.console.Console;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.priors.DirichletPriors;
import mpjlda.core.topics.TopicSummary;
import mpjlda.data.io.Json;
import mpjlda.data.modelio.ModelInfo;

/**
 * The result of a training as the user sees it.
 *
 * @param priors those learned, in words; empty if both were given
 * @param topics all of them, the largest first
 * @param vocabulary (V)
 */
public record TrainingSummary(
    ModelInfo info,
    Path output,
    Optional<String> priors,
    List<TopicSummary> topics,
    List<String> vocabulary) {
  private static final int WORDS = 10;
  private static final int TOPICS_SHOWN = 30;

  static TrainingSummary of(ModelInfo info, TopicModel model, Path output) {
    List<TopicSummary> topics =
        TopicSummary.of(model.lambda(), model.eta(), WORDS).stream()
            .sorted(TopicSummary.BY_SHARE)
            .toList();
    return new TrainingSummary(info, output, priors(info, model), topics, model.vocabulary());
  }

  private static Optional<String> priors(ModelInfo info, TopicModel model) {
    Map<String, Object> options = info.options();
    boolean alpha = String.valueOf(options.get("alpha")).startsWith(Priors.AUTO);
    boolean eta = Priors.AUTO.equals(options.get("eta"));
    List<String> learned = new ArrayList<>();
    if (alpha) {
      learned.add(
          String.format(
              Locale.ROOT,
              "alpha from %.4g to %.4g, in all %.4g",
              Arrays.stream(model.alpha()).min().orElseThrow(),
              Arrays.stream(model.alpha()).max().orElseThrow(),
              new DirichletPriors(model.alpha(), model.eta()).alphaSum()));
    }
    if (eta) {
      learned.add(String.format(Locale.ROOT, "eta %.4g", model.eta()));
    }
    return learned.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", learned));
  }

  /** To standard output, for people or as one JSON object. */
  public void print(Console console, boolean json) {
    if (json) {
      console.result(Json.line(toMap()));
      return;
    }
    for (TopicSummary topic : topics.subList(0, Math.min(TOPICS_SHOWN, topics.size()))) {
      console.result(
          String.format(
              Locale.ROOT,
              "topic %3d  %5.1f %%  %s",
              topic.topic(),
              100 * topic.share(),
              String.join(" ", words(topic))));
    }
    if (topics.size() > TOPICS_SHOWN) {
      console.result(
          String.format(
              Locale.ROOT,
              "… and %d more: mpj-lda topics %s",
              topics.size() - TOPICS_SHOWN,
              output));
    }
    priors.ifPresent(words -> console.say("learned  " + words));
    console.say(
        String.format(
            Locale.ROOT,
            "model    %s: %d iterations%s, bound %.6g (%.6f per token)",
            output,
            info.iterations(),
            info.complete() ? "" : " so far",
            info.bound(),
            info.bound() / info.tokens()));
  }

  private List<String> words(TopicSummary topic) {
    return topic.words().stream().map(word -> vocabulary.get(word.word())).toList();
  }

  private Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("output", output.toString());
    map.put("K", info.topics());
    map.put("V", info.vocabularySize());
    map.put("D", info.documents());
    map.put("tokens", info.tokens());
    map.put("iterations", info.iterations());
    map.put("bound", info.bound());
    map.put("bound_per_token", info.bound() / info.tokens());
    map.put("complete", info.complete());
    map.put("eta", info.eta());
    map.put(
        "topics",
        topics.stream()
            .map(
                topic -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("topic", topic.topic());
                  entry.put("share", topic.share());
                  entry.put("words", words(topic));
                  return entry;
                })
            .toList());
    return map;
  }
}
