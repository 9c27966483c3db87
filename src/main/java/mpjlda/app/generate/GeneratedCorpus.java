package mpjlda.app.generate;

/**
 * Size of a generated corpus.
 *
 * @param documents D
 * @param tokens of all documents
 * @param nonZeros distinct words of each document, summed over documents
 */
public record GeneratedCorpus(long documents, long tokens, long nonZeros) {}
