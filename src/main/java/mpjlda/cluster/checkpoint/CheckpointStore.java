package mpjlda.cluster.checkpoint;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.cluster.runfolder.RunLock;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.DurableFiles;
import mpjlda.data.io.FileSystemCalls;
import mpjlda.data.io.RealFileSystem;

/**
 * The checkpoints of one output folder.
 *
 * <p>Rank 0 alone calls {@link #save}, or, where ranks have parts: {@link #begin} on rank 0, {@link
 * #writePart} on every rank with the number that it gave, {@link #commit} on rank 0 when it knows
 * all of them. Only one run may use a folder: {@link RunLock} sees to that. Readers need no lock;
 * reading never removes anything.
 *
 * <p>A failure to write is an {@link LdaException} (70) naming path and reason; the generations
 * before it are then as they were. May be called from any thread, by one after the other.
 */
public final class CheckpointStore {
  private final Path folder;
  private final int keep;
  private final FileSystemCalls calls;
  private final int payloadBytes;
  private final Set<Long> damaged = new HashSet<>();
  private long lastGeneration;

  /**
   * @param folder {@code OUTPUT/checkpoint}; created when the first one is saved
   * @param keep good generations to be kept, ≥ 1
   */
  public CheckpointStore(Path folder, int keep) {
    this(folder, keep, new RealFileSystem(), ChecksummedWriter.PAYLOAD_BYTES);
  }

  CheckpointStore(Path folder, int keep, FileSystemCalls calls, int payloadBytes) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep >= 1 expected, found " + keep);
    }
    this.folder = folder;
    this.keep = keep;
    this.calls = calls;
    this.payloadBytes = payloadBytes;
  }

  /** Saves a checkpoint that has no parts. */
  public SaveResult save(Fingerprint fingerprint, CheckpointState state) {
    return commit(begin(), fingerprint, state, List.of());
  }

  /**
   * Rank 0: opens a new generation.
   *
   * @return its number, for all ranks
   */
  public synchronized long begin() {
    DurableFiles files = new DurableFiles(calls);
    files.createFolders(folder);
    long newest = Generation.allIn(folder).stream().findFirst().map(Generation::number).orElse(0L);
    // Not the number of a failed attempt either: its files may reappear after a crash.
    lastGeneration = Math.max(newest, lastGeneration) + 1;
    files.createFolders(Generation.of(folder, lastGeneration).folder());
    return lastGeneration;
  }

  /**
   * Any rank: writes its part; durable on return.
   *
   * @return the part as rank 0 needs it
   */
  public CheckpointPartFile writePart(
      long generation, Fingerprint fingerprint, CheckpointPart part) {
    Generation target = Generation.of(folder, generation);
    String name =
        CheckpointPartFile.fileName(
            part.name(), part.firstDocument(), part.firstDocument() + part.documents());
    CheckpointHeader header = header(name, generation, fingerprint);
    FileSum sum =
        new DurableFiles(calls)
            .write(
                target.folder().resolve(name),
                out -> {
                  ChecksummedWriter writer = new ChecksummedWriter(out, header);
                  long[] values = new long[part.width()];
                  for (long document = 0; document < part.documents(); document++) {
                    part.values().get(document, values);
                    writer.putLongs(values);
                  }
                  return writer.finish();
                });
    return new CheckpointPartFile(
        part.name(),
        part.firstDocument(),
        part.documents(),
        part.width(),
        sum.bytes(),
        sum.crc32());
  }

  /**
   * Rank 0: writes the state and then the manifest, which makes the checkpoint; then removes older
   * ones beyond those to be kept.
   *
   * @param parts of all ranks
   * @throws IllegalArgumentException if the parts of a name leave documents out or overlap
   */
  public synchronized SaveResult commit(
      long generation,
      Fingerprint fingerprint,
      CheckpointState state,
      List<CheckpointPartFile> parts) {
    Generation target = Generation.of(folder, generation);
    List<CheckpointPartFile> sorted = CheckpointParts.sorted(parts);
    DurableFiles files = new DurableFiles(calls);
    Manifest manifest;
    try {
      CheckpointParts.checkPresent(target, sorted);
      CheckpointHeader header = header(Generation.STATE, generation, fingerprint);
      FileSum sum =
          files.write(
              target.state(), out -> StateCodec.write(new ChecksummedWriter(out, header), state));
      manifest =
          new Manifest(
              generation,
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              Manifest.Summary.of(state),
              fingerprint,
              sum,
              sorted);
      files.writeBytes(target.manifest(), manifest.encode());
    } catch (LdaException e) {
      // On a full disk half a checkpoint must not take the space of the next one.
      abandon(generation);
      throw e;
    }
    List<String> warnings =
        new Retention(folder, calls).apply(target, manifest, keep, Set.copyOf(damaged));
    return new SaveResult(generation, target.folder(), manifest.bytes(), warnings);
  }

  /** Rank 0: removes a generation that {@link #begin} opened, as another rank has failed. */
  public synchronized void abandon(long generation) {
    List<String> unused = new Retention(folder, calls).abandon(Generation.of(folder, generation));
  }

  /**
   * Rank 0: removes all generations, for a run that starts from scratch.
   *
   * @return what could not be removed, and why
   */
  public synchronized List<String> removeAll() {
    Retention retention = new Retention(folder, calls);
    List<String> warnings = new ArrayList<>();
    for (Generation generation : Generation.allIn(folder)) {
      warnings.addAll(retention.abandon(generation));
    }
    return warnings;
  }

  /**
   * Finds the newest good checkpoint; every byte of it is read and checked.
   *
   * @param expected of the run that is to continue
   * @throws LdaException (65) if there are checkpoints and all are damaged, or a newer version of
   *     this program wrote the newest; (2) if it belongs to another run
   */
  public synchronized Recovery newest(Fingerprint expected) {
    List<String> warnings = new ArrayList<>();
    List<String> damages = new ArrayList<>();
    for (Generation generation : Generation.allIn(folder)) {
      if (!generation.hasManifest()) {
        warnings.add(unfinished(generation));
        continue;
      }
      try {
        GenerationReader reader = new GenerationReader(generation);
        refuseForeign(generation, reader.manifest(), expected, damages);
        reader.verifyParts();
        return new Recovery(Optional.of(reader.checkpoint()), warnings);
      } catch (DamagedCheckpointException e) {
        damaged.add(generation.number());
        damages.add(generation.folder() + ": " + e.text());
        warnings.add("checkpoint " + generation.folder() + " is damaged: " + e.text());
      } catch (NewerVersionException e) {
        throw e.forUser();
      }
    }
    if (!damages.isEmpty()) {
      throw LdaException.badInput(
          "no checkpoint in "
              + folder
              + " can be used:\n  "
              + lines(damages)
              + "\n"
              + "Nothing was deleted. Put the files back from a copy, or start from scratch with"
              + " --resume never.");
    }
    return new Recovery(Optional.empty(), warnings);
  }

  /**
   * Any rank: passes documents of a part to {@code sink}, in order, whichever ranks wrote them. For
   * a generation that {@link #newest} has found good: only the blocks that are read are checked
   * here.
   *
   * @param wanted which documents of which part
   * @throws LdaException (65) if a file is damaged or does not have them
   */
  public void readPart(long generation, PartRange wanted, CheckpointPart.DocumentSink sink) {
    CheckpointParts.read(Generation.of(folder, generation), wanted, sink);
  }

  /** Describes all generations, the newest first, by manifests and lengths of files. */
  public List<CheckpointDescription> list() {
    return describe(CheckpointParts::checkLengths);
  }

  /** Describes all generations, the newest first, after every byte was read and checked. */
  public List<CheckpointDescription> verify() {
    return describe((generation, reader) -> reader.verify());
  }

  @FunctionalInterface
  private interface Check {
    void check(Generation generation, GenerationReader reader) throws DamagedCheckpointException;
  }

  private List<CheckpointDescription> describe(Check check) {
    return Generation.allIn(folder).stream().map(g -> describe(g, check)).toList();
  }

  private static CheckpointDescription describe(Generation generation, Check check) {
    Optional<CheckpointDescription.Details> details = Optional.empty();
    CheckpointDescription.Status status = CheckpointDescription.Status.GOOD;
    String problem = "";
    try {
      if (generation.hasManifest()) {
        GenerationReader reader = new GenerationReader(generation);
        details = Optional.of(CheckpointDescription.Details.of(reader.manifest()));
        check.check(generation, reader);
      }
    } catch (DamagedCheckpointException e) {
      status = CheckpointDescription.Status.DAMAGED;
      problem = e.text();
    } catch (NewerVersionException e) {
      status = CheckpointDescription.Status.NEWER;
      problem = String.valueOf(e.getMessage());
    }
    // Also if a running training has removed it while it was read.
    if (!generation.hasManifest()) {
      status = CheckpointDescription.Status.UNFINISHED;
      problem = "no " + Generation.MANIFEST;
    }
    return new CheckpointDescription(
        generation.folder(), generation.number(), status, problem, details);
  }

  private CheckpointHeader header(String file, long generation, Fingerprint fingerprint) {
    return new CheckpointHeader(
        new CheckpointHeader.Identity(file, fingerprint.id(), generation), payloadBytes);
  }

  private static String unfinished(Generation generation) {
    return "checkpoint "
        + generation.folder()
        + " is ignored: it has no "
        + Generation.MANIFEST
        + ", so it was not finished";
  }

  private void refuseForeign(
      Generation generation, Manifest manifest, Fingerprint expected, List<String> damages) {
    List<String> differences = expected.differencesFrom(manifest.fingerprint());
    if (differences.isEmpty()) {
      return;
    }
    String newer = damages.isEmpty() ? "" : "\nNewer ones are damaged:\n  " + lines(damages);
    throw LdaException.usage(
        String.format(
            "%s holds a checkpoint of another run (%s, iteration %d):\n"
                + "  %s%s\n"
                + "Continue with that run's corpus and options, choose another --output, or start"
                + " from scratch with --resume never.",
            folder, generation.name(), manifest.summary().iteration(), lines(differences), newer));
  }

  private static String lines(List<String> items) {
    return String.join("\n  ", items);
  }
}
