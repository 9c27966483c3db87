package mpjlda.app.tune;

import java.util.Optional;
import mpjlda.app.config.HeldOutSource;
import mpjlda.core.math.KeyedRandom;

/** Which documents a configuration is scored by. */
public sealed interface HoldOut {
  /** Trainings of each configuration. */
  int folds();

  /** The hold-out as it is kept next to the results, which depend on it. */
  String describe();

  /**
   * Whether a document of the corpus is kept from training, to be scored by.
   *
   * @param document its number in the corpus, from 0
   * @param fold 0 .. folds−1
   * @param seed the user's
   */
  boolean takes(long document, int fold, long seed);

  /** The documents to score by, if they are not of the corpus. */
  default Optional<HeldOutSource> source() {
    return Optional.empty();
  }

  /**
   * Cross-validation: each document is held out in one fold, that its number and the seed give.
   *
   * @param folds ≥ 2
   */
  record Folds(int folds) implements HoldOut {
    @Override
    public String describe() {
      return folds + " folds";
    }

    @Override
    public boolean takes(long document, int fold, long seed) {
      KeyedRandom random = new KeyedRandom(seed, "tune-fold");
      random.seek(document, 0);
      return random.nextInt(folds) == fold;
    }
  }

  /**
   * A part of the documents.
   *
   * @param part the chance of a document to be held out
   */
  record Part(double part) implements HoldOut {
    @Override
    public int folds() {
      return 1;
    }

    @Override
    public String describe() {
      return "a part of " + part;
    }

    @Override
    public boolean takes(long document, int fold, long seed) {
      KeyedRandom random = new KeyedRandom(seed, "tune-part");
      random.seek(document, 0);
      return random.nextDouble() < part;
    }
  }

  /** Documents of their own; the corpus is trained on as a whole. */
  record Given(HeldOutSource documents) implements HoldOut {
    @Override
    public int folds() {
      return 1;
    }

    @Override
    public String describe() {
      return "documents of their own";
    }

    @Override
    public boolean takes(long document, int fold, long seed) {
      return false;
    }

    @Override
    public Optional<HeldOutSource> source() {
      return Optional.of(documents);
    }
  }
}
