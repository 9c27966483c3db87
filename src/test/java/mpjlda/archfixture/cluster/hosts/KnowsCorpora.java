package mpjlda.archfixture.cluster.hosts;

import mpjlda.archfixture.data.corpus.ReaderKnowsTraining;

/** A hostfile that knows corpora. */
public final class KnowsCorpora {
  private KnowsCorpora() {}

  public static int iterations() {
    return ReaderKnowsTraining.iterations();
  }
}
