/**
 * Checkpoints: a run that writes them can be killed at any moment and continues with the same
 * bytes.
 *
 * <p>A checkpoint is one generation, a folder of its own:
 *
 * <pre>
 *   OUTPUT/checkpoint/generation-00000007/state.ckpt       rank 0's: iteration, priors, lambda, progress
 *                                        /NAME-FIRST-END.part   of the rank that has documents FIRST..END-1
 *                                        /manifest.json    written last: without it there is no checkpoint
 * </pre>
 *
 * <p>Each file is written under a temporary name, fsynced, renamed and its folder fsynced, the
 * manifest after all others; older generations are removed when the new manifest is durable. So
 * whatever happens between two system calls, the newest generation with a manifest is whole, unless
 * the disk damages it, which the checksums detect: then the previous one is used. {@link
 * mpjlda.cluster.checkpoint.ChecksummedWriter} has the binary format, {@link
 * mpjlda.cluster.checkpoint.Manifest} the manifest's.
 *
 * <p>Knows matrices, JSON and the failures that users see. Must not know how a model is trained,
 * which options there are, how ranks talk to each other, or when a checkpoint is due.
 */
@NullMarked
package mpjlda.cluster.checkpoint;

import org.jspecify.annotations.NullMarked;
