package mpjlda.data.corpus;

import java.util.List;

/**
 * Figures of the whole corpus (all ranks' parts), equal on all ranks.
 *
 * @param documents D, empty ones included
 * @param vocabularySize V
 * @param tokens sum of all counts
 * @param nonZeros number of (document, word) pairs
 * @param longestDocument most distinct words in a document
 * @param largestCount largest count of a word in a document
 * @param corpusHash 32 hexadecimal digits over all (document number, word id, count); the same for
 *     any format, number of ranks, split into files and order of words within a document
 * @param vocabularyHash see {@link Vocabulary#hash()}
 * @param format the detected one if {@link CorpusFormat#AUTO} was asked for
 * @param files the files read, in order
 * @param origin what further files need that are to fit the corpus
 */
public record CorpusSummary(
    long documents,
    int vocabularySize,
    long tokens,
    long nonZeros,
    int longestDocument,
    long largestCount,
    String corpusHash,
    String vocabularyHash,
    CorpusFormat format,
    List<String> files,
    CorpusOrigin origin) {
  public CorpusSummary {
    files = List.copyOf(files);
  }
}
