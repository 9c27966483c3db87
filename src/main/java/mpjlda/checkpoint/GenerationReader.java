package mpjlda.checkpoint;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import mpjlda.errors.LdaException;
import mpjlda.modelio.IoFailure;

/** Reads the files of one generation; whatever is wrong with one is a {@link Damage} naming it. */
final class GenerationReader {
  private final Generation generation;
  private final Manifest manifest;

  /**
   * Reads the manifest alone.
   *
   * @throws NewerVersion if this program is too old for it
   */
  GenerationReader(Generation generation) throws Damage, NewerVersion {
    this.generation = generation;
    try {
      this.manifest = Manifest.read(generation);
    } catch (Damage e) {
      throw named(generation.manifest(), e);
    } catch (IOException e) {
      throw unreadable(generation.manifest(), e);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /** The state, after every byte of it was checked. */
  CheckpointState state() throws Damage {
    return reading(generation.state(), manifest.state(), StateCodec::read);
  }

  /** Reads and checks everything, and keeps nothing. */
  void verify() throws Damage {
    reading(generation.state(), manifest.state(), GenerationReader::passOver);
    verifyParts();
  }

  void verifyParts() throws Damage {
    for (PartFile part : manifest.parts()) {
      reading(generation.part(part), part.sum(), GenerationReader::passOver);
    }
  }

  /**
   * Reads documents of one part file.
   *
   * @param first number within the corpus, not before the part's first
   * @param end not beyond the part's end
   */
  void documents(PartFile part, long first, long end, CheckpointPart.DocumentSink sink)
      throws Damage {
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

  private static boolean passOver(BlockReader in) throws IOException, Damage {
    in.skipAll();
    in.finish();
    return true;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T from(BlockReader in) throws IOException, Damage;
  }

  private <T> T reading(Path file, FileSum sum, Reading<T> body) throws Damage {
    FileHeader.Identity identity =
        new FileHeader.Identity(
            String.valueOf(file.getFileName()), manifest.fingerprint().id(), manifest.generation());
    try (BlockReader in = BlockReader.open(file, identity, sum)) {
      return body.from(in);
    } catch (Damage e) {
      throw named(file, e);
    } catch (ClosedByInterruptException e) {
      // Else a thread told to stop would take a good file for a damaged one.
      throw LdaException.failed("stopped while reading " + file + ".", e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Damage named(Path file, Damage damage) {
    return new Damage(file.getFileName() + ": " + damage.text(), damage);
  }

  private static Damage unreadable(Path file, IOException failure) {
    return new Damage(
        file.getFileName() + ": cannot be read: " + IoFailure.reason(failure), failure);
  }
}
