/**
 * Text into documents of counted words: reading text files in their forms and encodings,
 * tokenising, stop words and stems, phrases, choosing the vocabulary, and what was dropped.
 *
 * <p>{@link mpjlda.data.text.TextImport} does it all, on any number of threads. Only here is Lucene
 * known. Must not know models, options of commands, or ranks.
 */
@NullMarked
package mpjlda.data.text;

import org.jspecify.annotations.NullMarked;
