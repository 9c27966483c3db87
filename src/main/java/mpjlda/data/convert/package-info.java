/**
 * From corpora in any form to corpus stores: merging by word, samples, splits, other vocabularies.
 *
 * <p>Must not know models, the command line or how a store is laid out.
 */
@NullMarked
package mpjlda.data.convert;

import org.jspecify.annotations.NullMarked;
