package mpjlda.app.generate;

import java.util.List;

/** The topics that a corpus is sampled from. */
public interface TopicSource {
  /** Number of topics K. */
  int topics();

  /** The V words. */
  List<String> vocabulary();

  /**
   * Writes the word probabilities of a topic.
   *
   * @param topic 0 .. K−1
   * @param probabilities (V), out: ≥ 0, sum 1
   */
  void topic(int topic, double[] probabilities);
}
