package mpjlda.app.generate;

/**
 * What was generated.
 *
 * @param documents D
 * @param tokens of all documents
 * @param nonZeros distinct words of each document, summed over documents
 */
public record GeneratedCorpus(long documents, long tokens, long nonZeros) {}
