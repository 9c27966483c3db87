/**
 * Observing a run from outside: the small file in its output folder that its launcher keeps up to
 * date ({@link mpjlda.app.status.StatusFile}), and the report made of that file, the metrics, the
 * checkpoints and the lock ({@link mpjlda.app.status.StatusReport}). Reading disturbs no run.
 *
 * <p>Must not know the command line, nor how models are trained.
 */
@NullMarked
package mpjlda.app.status;

import org.jspecify.annotations.NullMarked;
