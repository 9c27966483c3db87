package mpjlda.app.config;

import java.util.Optional;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.corpus.CorpusSource;

/**
 * Documents to score a model by.
 *
 * @param observed the documents' observed parts; empty: the tokens of {@code heldOut} are split in
 *     two by the seed
 * @param heldOut the documents' held-out parts, or whole documents
 * @param seed of the split
 * @param mapWords whether words are matched with the model's by their text and unknown ones dropped
 */
public record HeldOutSource(
    Optional<CorpusSource> observed, CorpusSource heldOut, long seed, boolean mapWords) {
  /** The same documents, as further ones of a corpus: a model's. */
  public HeldOutSource fitting(CorpusOrigin corpus) {
    return new HeldOutSource(
        observed.map(source -> source.fitting(corpus)), heldOut.fitting(corpus), seed, mapWords);
  }
}
