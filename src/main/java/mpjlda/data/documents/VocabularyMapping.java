package mpjlda.data.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;

/**
 * Mapping from a corpus's word numbers to a model's.
 *
 * <p>They are the same if the corpus's words are the model's, or its first ones: a corpus without a
 * vocabulary has only the words up to its largest number. Anything else is refused, unless the user
 * asks for words to be matched by their text.
 */
public final class VocabularyMapping {
  /** The result of {@link #modelWord} for a word that the model does not have. */
  static final int UNKNOWN = -1;

  private static final int EXAMPLES = 3;

  /** (words of the corpus) the model's numbers; empty if the numbers are the same. */
  private final int[] modelWords;

  private final int unknownWords;

  private VocabularyMapping(int[] modelWords, int unknownWords) {
    this.modelWords = modelWords;
    this.unknownWords = unknownWords;
  }

  /**
   * Compares two vocabularies.
   *
   * @param name of the corpus, for messages
   * @param byWord whether words may be matched by their text, and unknown ones dropped
   * @throws LdaException (65) if they do not fit
   */
  public static VocabularyMapping of(
      List<String> corpus, List<String> model, String name, boolean byWord) {
    if (corpus.size() <= model.size() && corpus.equals(model.subList(0, corpus.size()))) {
      return new VocabularyMapping(new int[0], 0);
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (int w = 0; w < model.size(); w++) {
      numbers.putIfAbsent(model.get(w), w);
    }
    int[] mapped = new int[corpus.size()];
    List<String> unknown = new ArrayList<>();
    for (int w = 0; w < mapped.length; w++) {
      Integer number = numbers.get(corpus.get(w));
      mapped[w] = number == null ? UNKNOWN : number;
      if (number == null) {
        unknown.add(corpus.get(w));
      }
    }
    if (!byWord || unknown.size() == corpus.size()) {
      throw LdaException.badInput(refusal(name, corpus.size(), model.size(), unknown));
    }
    return new VocabularyMapping(mapped, unknown.size());
  }

  private static String refusal(String name, int words, int modelWords, List<String> unknown) {
    String start =
        name + ": found another vocabulary (" + words + " words) than the model's (" + modelWords;
    if (unknown.isEmpty()) {
      return start
          + "): the same words with other numbers. Match them by their text with --map-words.";
    }
    String examples = String.join("', '", unknown.subList(0, Math.min(EXAMPLES, unknown.size())));
    return start
        + "); the model does not have "
        + unknown.size()
        + " of these words, such as '"
        + examples
        + "'. If the word numbers are the model's, give --vocab MODEL/vocab.txt"
        + (unknown.size() == words
            ? "; the two have no word in common, so they cannot be matched by their text."
            : " (and --max-vocabulary, if the model was trained with it); else match words by their"
                + " text, and drop the others, with --map-words.");
  }

  /** Whether the corpus's numbers are the model's. */
  public boolean isIdentity() {
    return modelWords.length == 0;
  }

  /** Words of the corpus's vocabulary that the model does not have. */
  public int unknownWords() {
    return unknownWords;
  }

  int modelWord(int corpusWord) {
    return isIdentity() ? corpusWord : modelWords[corpusWord];
  }
}
