/**
 * The program's own form of a corpus on disk, a folder: its format, writing it in memory that does
 * not grow with the corpus, and reading any block of documents at once.
 *
 * <p>{@link mpjlda.data.store.StoreWriter} writes, {@link mpjlda.data.store.Store} reads. Must not
 * know ranks, other corpus formats, models or options of commands.
 */
@NullMarked
package mpjlda.data.store;

import org.jspecify.annotations.NullMarked;
