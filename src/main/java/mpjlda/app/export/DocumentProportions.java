package mpjlda.app.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.inference.TopicInference;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.corpus.CorpusStream;
import mpjlda.data.corpus.Documents;
import mpjlda.data.documents.ModelDocuments;
import mpjlda.data.documents.VocabularyMapping;

/** The documents of a corpus under the model, as {@code infer} fits them, in their order. */
final class DocumentProportions {
  private static final int BLOCK = 4096;

  private final ExportSource source;
  private final TopicModel model;
  private final CorpusStream corpus;
  private final VocabularyMapping mapping;

  DocumentProportions(ExportSource source, CorpusSource files) {
    this.source = source;
    this.model = source.model();
    this.corpus =
        CorpusReader.stream(
            files.fitting(CorpusOrigin.of(source.info())), new Collectives(new SingleRank()));
    this.mapping =
        VocabularyMapping.of(
            corpus.vocabulary().words(),
            source.model().vocabulary(),
            corpus.name(),
            source.mapWords());
  }

  /** A fitted document. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes a document.
     *
     * @param document its number, from 0
     * @param words what the model knows of it
     * @param gamma (K); valid during the call only
     */
    void visit(long document, Bag words, double[] gamma) throws IOException;
  }

  /**
   * A document's words.
   *
   * @param size how many of the entries count
   * @param ids the model's word numbers
   * @param counts how often each occurs
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, not compared
  record Bag(int size, int[] ids, double[] counts) {
    double tokens() {
      double tokens = 0;
      for (int i = 0; i < size; i++) {
        tokens += counts[i];
      }
      return tokens;
    }
  }

  /** D. */
  long count() {
    return corpus.documents();
  }

  void forEach(Visitor visitor) throws IOException {
    try {
      fitAll(visitor);
    } catch (UncheckedIOException e) {
      // The file that the visitor writes: who opened it will name it.
      throw new IOException(e.getMessage(), e);
    }
  }

  private void fitAll(Visitor visitor) {
    int count = source.topics();
    int[] ids = new int[corpus.longest()];
    double[] counts = new double[corpus.longest()];
    double[] gamma = new double[count];
    double[][] block = {new double[0]};
    try (Workers workers = new Workers(source.threads())) {
      TopicInference inference = new TopicInference(model, corpus.longest(), workers);
      corpus.forEachBlock(
          BLOCK,
          documents -> {
            if (block[0].length < documents.count() * count) {
              block[0] = new double[documents.count() * count];
            }
            ModelDocuments known = new ModelDocuments(documents, mapping);
            inference.forEach(
                known,
                (worker, d, fitted) -> System.arraycopy(fitted, 0, block[0], d * count, count));
            hand(documents, known, visitor, new Buffers(block[0], ids, counts, gamma));
          });
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on, not compared
  private record Buffers(double[] block, int[] ids, double[] counts, double[] gamma) {}

  private static void hand(
      Documents documents, ModelDocuments known, Visitor visitor, Buffers buffers) {
    int count = buffers.gamma().length;
    for (int d = 0; d < documents.count(); d++) {
      System.arraycopy(buffers.block(), d * count, buffers.gamma(), 0, count);
      int size = known.load(d, buffers.ids(), buffers.counts());
      try {
        visitor.visit(
            documents.firstDocument() + d,
            new Bag(size, buffers.ids(), buffers.counts()),
            buffers.gamma());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** E[theta] (K) of a document. */
  double[] proportions(double[] gamma) {
    double[] theta = new double[gamma.length];
    model.proportions(gamma, theta, 0);
    return theta;
  }
}
