package mpjlda.app.api;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A topic in short.
 *
 * @param number its number, from 0
 * @param share its part of the training corpus's tokens, in 0..1
 * @param words the most probable ones, most probable first
 */
public record Topic(int number, double share, List<Word> words) {
  /**
   * A word of a topic.
   *
   * @param probability of the word in the topic, in 0..1
   */
  public record Word(String text, double probability) {}

  public Topic {
    words = List.copyOf(words);
  }

  /** The words, with spaces between. */
  public String text() {
    return words.stream().map(Word::text).collect(Collectors.joining(" "));
  }
}
