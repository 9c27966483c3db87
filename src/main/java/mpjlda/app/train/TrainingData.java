package mpjlda.app.train;

import mpjlda.app.config.Algorithm;
import mpjlda.app.config.TrainingConfig;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.parallel.Communicator;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.Documents;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.documents.FetchedDocuments;

/**
 * The input of a training on one rank.
 *
 * @param documents this rank's; numbered without gaps over the ranks
 * @param vocabulary V words
 * @param allDocuments number of all ranks' documents
 * @param tokens of all ranks' documents
 */
public record TrainingData(
    DocumentSource documents, Vocabulary vocabulary, long allDocuments, long tokens) {
  /** V. */
  int vocabularySize() {
    return vocabulary.size();
  }

  private static DocumentSource documents(Documents part) {
    return part.inMemory() ? part : FetchedDocuments.of(part);
  }

  /** Reads a run's corpus; only online training can leave documents in their store. */
  static Corpus read(TrainingConfig config, Communicator comm) {
    return config.algorithm() == Algorithm.ONLINE
        ? FetchedDocuments.read(config.corpus(), comm)
        : CorpusReader.read(config.corpus(), comm);
  }

  /** The data of a corpus that was read. */
  public static TrainingData of(Corpus corpus) {
    return new TrainingData(
        documents(corpus.documents()),
        corpus.vocabulary(),
        corpus.summary().documents(),
        corpus.summary().tokens());
  }
}
