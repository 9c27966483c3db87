package mpjlda.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mpjlda.app.config.DurabilitySettings;
import mpjlda.app.config.TrainingConfig;
import mpjlda.cluster.checkpoint.Checkpoint;
import mpjlda.cluster.checkpoint.CheckpointState;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.checkpoint.Recovery;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the output folder before training: nothing, this very run or its model, or
 * something that must not be overwritten. Rank 0 looks.
 */
public final class OutputFolder {
  /** The folder of checkpoints within the output folder. */
  public static final String CHECKPOINTS = "checkpoint";

  /** The store that a corpus of text is made into. */
  public static final String CORPUS = "corpus.store";

  /** Written under mpjrun only, which has no exit code of its own. */
  static final String EXIT_CODE = "exit-code";

  /** Files that a run leaves before its model is written. */
  private static final Set<String> OURS =
      Set.of(
          "logs",
          CHECKPOINTS,
          CORPUS,
          EXIT_CODE,
          StopConditions.FILE,
          ModelDirectory.METRICS,
          ModelDirectory.LAMBDA,
          ModelDirectory.ALPHA,
          ModelDirectory.VOCABULARY,
          ModelDirectory.TOPICS,
          ModelDirectory.TIMING);

  private final TrainingConfig config;
  private final Path folder;
  private final Fingerprint fingerprint;
  private final boolean restarted;
  private final Console console;

  /**
   * @param fingerprint of the run that wants to use the folder
   * @param restarted whether this run was in the folder already, so that what it replaces is
   *     settled
   */
  OutputFolder(TrainingConfig config, Fingerprint fingerprint, boolean restarted, Console console) {
    this.config = config;
    this.restarted = restarted;
    this.folder = config.output();
    this.fingerprint = fingerprint;
    this.console = console;
  }

  /**
   * The checkpoint to continue from, if any.
   *
   * @throws LdaException (2) if the folder holds another run, or files that are not this program's,
   *     or if a checkpoint is required and there is none; (65) if all checkpoints are damaged
   */
  Optional<Checkpoint> checkpoint(CheckpointStore store) {
    refuseForeignFiles(folder);
    DurabilitySettings.Resume resume = config.durability().resume();
    boolean anew = resume == DurabilitySettings.Resume.NEVER;
    if (anew && !restarted) {
      store.removeAll().forEach(warning -> console.say("warning: " + warning));
      return Optional.empty();
    }
    if (!anew) {
      refuseAnotherModel();
    }
    Recovery found = store.newest(fingerprint);
    found.warnings().forEach(warning -> console.say("warning: " + warning));
    found.checkpoint().ifPresent(this::refuseUnsound);
    found.checkpoint().map(Checkpoint::state).ifPresent(this::refuseToGoBack);
    if (anew || found.checkpoint().isPresent()) {
      return found.checkpoint();
    }
    if (ModelDirectory.isModel(folder)) {
      refuseModelWithoutCheckpoint();
    } else if (resume == DurabilitySettings.Resume.REQUIRE && !restarted) {
      throw LdaException.usage("--resume require: found nothing in " + folder + " to continue.");
    }
    return Optional.empty();
  }

  /** Right checksums do not make numbers right. */
  private void refuseUnsound(Checkpoint checkpoint) {
    Optional<String> fault = checkpoint.state().fault();
    if (fault.isPresent()) {
      throw LdaException.badInput(
          "checkpoint "
              + checkpoint.generation()
              + " in "
              + folder
              + ": found "
              + fault.get()
              + ". Put it back from a copy, or start from scratch with --resume never.");
    }
  }

  /** Whether the folder holds the complete model that this run would end with. */
  boolean holdsCompleteModel() {
    if (config.durability().resume() == DurabilitySettings.Resume.NEVER
        || !ModelDirectory.isModel(folder)) {
      return false;
    }
    ModelInfo model = ModelDirectory.readInfo(folder);
    double asked = number(model.options().get("iterations"));
    int done = model.iterations() - config.method().online().polish().iterations();
    boolean converged = done < asked;
    return model.complete()
        && number(model.options().get("tolerance")) == config.tolerance()
        && (converged ? done <= config.iterations() : done == config.iterations());
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private void refuseAnotherModel() {
    if (!ModelDirectory.isModel(folder)) {
      return;
    }
    List<String> differences =
        fingerprint.differencesFrom(RunIdentity.of(ModelDirectory.readInfo(folder), config));
    if (!differences.isEmpty()) {
      throw LdaException.usage(
          "--output "
              + folder
              + " holds another model:\n  "
              + String.join("\n  ", differences)
              + "\nChoose another --output, or replace that model with --resume never.");
    }
  }

  private void refuseModelWithoutCheckpoint() {
    if (!holdsCompleteModel()) {
      throw LdaException.usage(
          folder
              + " holds this model after "
              + ModelDirectory.readInfo(folder).iterations()
              + " iterations, but no checkpoint to continue from. Train it again from scratch with"
              + " --resume never.");
    }
  }

  /** A run with a tighter goal can continue; one that went further cannot be undone. */
  private void refuseToGoBack(CheckpointState state) {
    TrainingState reached = TrainingState.of(state);
    int begun = reached.iteration() + (reached.within().batches() > 0 ? 1 : 0);
    if (begun > config.allIterations()) {
      throw LdaException.usage(
          folder
              + " has come to "
              + reached.place()
              + " already, --iterations "
              + config.iterations()
              + " asked for. Ask for more, choose another --output, or train from scratch with"
              + " --resume never.");
    }
    double tolerance = state.progress().tolerance();
    if (config.tolerance() > tolerance) {
      throw LdaException.usage(
          folder
              + " was trained with --tolerance "
              + tolerance
              + ", "
              + config.tolerance()
              + " asked for, which might have ended it earlier. Ask for that or less, choose"
              + " another --output, or train from scratch with --resume never.");
    }
  }

  /**
   * Looks whether a run may use the folder.
   *
   * @throws LdaException (2) if it has files that are not this program's
   */
  public static void refuseForeignFiles(Path folder) {
    if (!Files.isDirectory(folder) || ModelDirectory.isModel(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !OURS.contains(name) && !name.startsWith("."))
          .findFirst()
          .ifPresent(
              name -> {
                throw LdaException.usage(
                    "--output "
                        + folder
                        + " is not empty and holds no model: found "
                        + name
                        + ". Choose another folder.");
              });
    } catch (IOException e) {
      throw LdaException.failed("--output " + folder + " cannot be listed: " + e.getMessage(), e);
    }
  }
}
