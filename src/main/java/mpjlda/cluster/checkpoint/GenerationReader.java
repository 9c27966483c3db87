package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.IoFailure;

/**
 * Reads the files of one generation; any fault of a file is a {@link DamagedCheckpointException}
 * that names it.
 */
final class GenerationReader {
  private final Generation generation;
  private final Manifest manifest;

  /**
   * Reads the manifest alone.
   *
   * @throws NewerVersionException if this program is too old for it
   */
  GenerationReader(Generation generation) throws DamagedCheckpointException, NewerVersionException {
    this.generation = generation;
    try {
      this.manifest = Manifest.read(generation);
    } catch (DamagedCheckpointException e) {
      throw named(generation.manifest(), e);
    } catch (IOException e) {
      throw unreadable(generation.manifest(), e);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /** The checkpoint, after every byte of its state was checked. */
  Checkpoint checkpoint() throws DamagedCheckpointException {
    CheckpointState state = reading(generation.state(), manifest.state(), StateCodec::read);
    Manifest.Summary found = Manifest.Summary.of(state);
    if (found.iteration() != manifest.summary().iteration()
        || found.topics() != manifest.summary().topics()
        || found.words() != manifest.summary().words()) {
      throw new DamagedCheckpointException(
          Generation.STATE + ": found " + found + ", expected " + manifest.summary());
    }
    return new Checkpoint(manifest.generation(), manifest.written(), state, manifest.parts());
  }

  /** Reads and checks everything, and keeps nothing. */
  void verify() throws DamagedCheckpointException {
    reading(generation.state(), manifest.state(), GenerationReader::passOver);
    verifyParts();
  }

  void verifyParts() throws DamagedCheckpointException {
    for (CheckpointPartFile part : manifest.parts()) {
      reading(generation.part(part), part.sum(), GenerationReader::passOver);
    }
  }

  /**
   * Reads documents of one part file.
   *
   * @param first number within the corpus, not before the part's first
   * @param end not beyond the part's end
   */
  void documents(CheckpointPartFile part, long first, long end, CheckpointPart.DocumentSink sink)
      throws DamagedCheckpointException {
    reading(
        generation.part(part),
        part.sum(),
        in -> {
          in.seekLong(Math.multiplyExact(first - part.firstDocument(), (long) part.width()));
          long[] values = new long[part.width()];
          for (long document = first; document < end; document++) {
            in.getLongs(values);
            sink.accept(document, values);
          }
          return part;
        });
  }

  private static boolean passOver(ChecksummedReader in)
      throws IOException, DamagedCheckpointException {
    in.skipAll();
    in.finish();
    return true;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T from(ChecksummedReader in) throws IOException, DamagedCheckpointException;
  }

  private <T> T reading(Path file, FileSum sum, Reading<T> body) throws DamagedCheckpointException {
    CheckpointHeader.Identity identity =
        new CheckpointHeader.Identity(
            String.valueOf(file.getFileName()), manifest.fingerprint().id(), manifest.generation());
    try (ChecksummedReader in = ChecksummedReader.open(file, identity, sum)) {
      return body.from(in);
    } catch (DamagedCheckpointException e) {
      throw named(file, e);
    } catch (ClosedByInterruptException e) {
      // Else an interrupted thread would take a good file for a damaged one.
      throw LdaException.failed("stopped while reading " + file + ".", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static DamagedCheckpointException named(Path file, DamagedCheckpointException damage) {
    return new DamagedCheckpointException(file.getFileName() + ": " + damage.text(), damage);
  }

  private static DamagedCheckpointException unreadable(Path file, IOException failure) {
    return new DamagedCheckpointException(
        file.getFileName() + ": cannot be read: " + IoFailure.reason(failure), failure);
  }
}
