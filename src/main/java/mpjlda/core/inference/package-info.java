/**
 * A fitted model in memory, and the topic proportions of documents under it. Every command and the
 * library infer by these classes.
 *
 * <p>A document's result depends on the document and the model only. Must not know files, training,
 * ranks or options.
 */
@NullMarked
package mpjlda.core.inference;

import org.jspecify.annotations.NullMarked;
