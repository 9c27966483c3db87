package mpjlda.data.corpus;

/**
 * A corpus with one rank's part of its documents.
 *
 * @param summary of the whole corpus, the same on all ranks
 * @param vocabulary the same on all ranks
 * @param documents this rank's own part
 */
public record Corpus(CorpusSummary summary, Vocabulary vocabulary, Documents documents) {}
