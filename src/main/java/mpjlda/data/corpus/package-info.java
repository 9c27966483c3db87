/**
 * Bag-of-words corpora: their formats, vocabularies and files, and each rank's own part of the
 * documents in memory.
 *
 * <p>{@link mpjlda.data.corpus.CorpusReader} reads them; {@link mpjlda.data.corpus.Corpus} is the
 * result that the rest of the program uses. Documents here hold word ids; formats that spell words
 * out belong to {@link mpjlda.data.text}. A format has its constant in {@link
 * mpjlda.data.corpus.CorpusFormat}, a parser, and cases in the detector and the planner.
 *
 * <p>Must not know models, algorithms, options of commands or how ranks are connected.
 */
@NullMarked
package mpjlda.data.corpus;

import org.jspecify.annotations.NullMarked;
