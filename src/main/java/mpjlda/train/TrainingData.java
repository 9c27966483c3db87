package mpjlda.train;

import mpjlda.corpus.Corpus;
import mpjlda.estep.DocumentSource;

/**
 * What a model is fitted to, as one rank sees it.
 *
 * @param documents this rank's; numbered without gaps over the ranks
 * @param vocabularySize V
 * @param tokens of all ranks' documents
 */
public record TrainingData(DocumentSource documents, int vocabularySize, long tokens) {
  static TrainingData of(Corpus corpus) {
    return new TrainingData(
        new PartDocuments(corpus.documents()),
        corpus.summary().vocabularySize(),
        corpus.summary().tokens());
  }
}
