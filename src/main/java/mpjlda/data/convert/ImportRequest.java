package mpjlda.data.convert;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.data.corpus.CorpusSource;

/**
 * Corpora to import, and how.
 *
 * @param corpora read one after the other; their vocabularies may differ, and are then matched by
 *     word
 * @param vocabularyMap a file of one word a line: the vocabulary of the result, whose other words
 *     are dropped; empty: the words of the corpora, in the order in which they first occur there
 * @param maxVocabulary words of the result's vocabulary from this number on (from 0) are dropped
 * @param selection which documents
 * @param output the store to write
 * @param replace whether a store of that name may be replaced
 * @param program name and version, for the store's provenance
 */
public record ImportRequest(
    List<CorpusSource> corpora,
    Optional<Path> vocabularyMap,
    int maxVocabulary,
    DocumentSampling selection,
    Path output,
    boolean replace,
    String program) {
  public ImportRequest {
    corpora = List.copyOf(corpora);
  }
}
