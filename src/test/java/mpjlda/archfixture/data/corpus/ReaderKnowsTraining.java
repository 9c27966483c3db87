package mpjlda.archfixture.data.corpus;

import mpjlda.archfixture.app.train.PermittedTraining;

/** A reader of corpora that knows an algorithm. */
public final class ReaderKnowsTraining {
  private ReaderKnowsTraining() {}

  public static int iterations() {
    return PermittedTraining.iterations();
  }
}
