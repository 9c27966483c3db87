package mpjlda.app.config;

import java.nio.file.Path;
import java.util.Optional;
import mpjlda.data.corpus.CorpusSource;

/**
 * What {@code evaluate} is to do; every value has been checked.
 *
 * @param model its directory
 * @param heldOut documents to score
 * @param bound whether their bound is wanted too
 * @param topics what is wanted of the topics
 * @param threads compute threads a rank
 */
public record EvaluationConfig(
    Path model,
    Optional<HeldOutSource> heldOut,
    boolean bound,
    Optional<Topics> topics,
    boolean json,
    int threads) {
  /**
   * The topics' figures.
   *
   * @param reference corpus for coherence and the like
   * @param mapWords whether its words are matched with the model's by their text
   * @param words top words of each topic, ≥ 2
   * @param width of the table, in characters
   * @param csv a file for them
   */
  public record Topics(
      Optional<CorpusSource> reference,
      boolean mapWords,
      int words,
      int width,
      Optional<Path> csv) {}
}
