package mpjlda.app.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mpjlda.cluster.runfolder.RunOwner;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.modelio.ModelInfo;

/** State of a run as found from outside. */
enum RunOutcome {
  /** Its launcher, or without one its rank 0, is alive. */
  RUNNING,
  /** Its model is complete. */
  COMPLETE,
  /** It was asked to stop; the same command continues. */
  STOPPED,
  /** It has ended with an error. */
  FAILED,
  /** Its processes are gone for no known reason; the same command continues from the checkpoint. */
  DIED;

  /** Older than a living launcher lets its file become, even on a slow disk. */
  static final Duration SILENCE = Duration.ofSeconds(60);

  private static final int SIGNAL = 128;

  private static final Set<Integer> FAILURES =
      Set.of(ExitCode.USAGE, ExitCode.BAD_INPUT, ExitCode.UNAVAILABLE, ExitCode.FAILED);

  /**
   * Determines the state from an output folder.
   *
   * @param lock its holder, who may be gone
   * @param lastIteration in the metrics; 0 if there is none
   */
  record Evidence(
      Optional<RunStatus> status,
      Optional<RunOwner> lock,
      Optional<ModelInfo> model,
      int lastIteration) {
    boolean hasModelOfLastIteration() {
      return model.filter(m -> m.complete() && m.iterations() >= lastIteration).isPresent();
    }

    boolean holderIsAlive() {
      return lock.filter(RunOwner::isHere).filter(RunOwner::isAliveHere).isPresent();
    }
  }

  static RunOutcome of(Evidence evidence, Instant now) {
    if (evidence.status().isPresent()) {
      RunStatus status = evidence.status().get();
      return status.isRunning() ? reported(evidence, status, now) : ended(evidence, status);
    }
    // Started without a launcher of ours: by mpjrun.
    if (evidence.holderIsAlive() || evidence.lock().filter(lock -> !lock.isHere()).isPresent()) {
      return RUNNING;
    }
    return evidence.lock().isPresent() ? DIED : modelTells(evidence);
  }

  private static RunOutcome reported(Evidence evidence, RunStatus status, Instant now) {
    boolean alive =
        status.launcher().isHere()
            ? status.launcher().isAliveHere()
            : Duration.between(status.updated(), now).compareTo(SILENCE) <= 0;
    if (alive) {
      return RUNNING;
    }
    return evidence.hasModelOfLastIteration() ? COMPLETE : DIED;
  }

  private static RunOutcome ended(Evidence evidence, RunStatus status) {
    if (evidence.holderIsAlive()) {
      return RUNNING;
    }
    int code = status.exitCode();
    if (code == ExitCode.OK) {
      return COMPLETE;
    }
    boolean incomplete = evidence.model().filter(model -> !model.complete()).isPresent();
    // Another code may stand for 75 (--requeue-code).
    boolean requeued = incomplete && !FAILURES.contains(code);
    return code == ExitCode.STOPPED || code > SIGNAL || requeued ? STOPPED : FAILED;
  }

  private static RunOutcome modelTells(Evidence evidence) {
    if (evidence.hasModelOfLastIteration()) {
      return COMPLETE;
    }
    return evidence.model().isPresent() ? STOPPED : DIED;
  }

  /** The name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
