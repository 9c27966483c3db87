package mpjlda.train;

import mpjlda.corpus.Corpus;
import mpjlda.corpus.Documents;
import mpjlda.corpus.Vocabulary;
import mpjlda.estep.DocumentSource;

/**
 * What a model is fitted to, as one rank sees it.
 *
 * @param documents this rank's; numbered without gaps over the ranks
 * @param vocabulary V words
 * @param tokens of all ranks' documents
 */
public record TrainingData(DocumentSource documents, Vocabulary vocabulary, long tokens) {
  /** V. */
  int vocabularySize() {
    return vocabulary.size();
  }

  private static DocumentSource documents(Documents part) {
    return part.inMemory() ? new PartDocuments(part) : FetchedDocuments.of(part);
  }

  static TrainingData of(Corpus corpus) {
    return new TrainingData(
        documents(corpus.documents()), corpus.vocabulary(), corpus.summary().tokens());
  }
}
