package mpjlda.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class archive of the tests' own JDK, as bin/setup.sh makes one: it halves what each of the
 * hundreds of starts costs. The processes that run the tests share it.
 */
final class ClassArchive {
  private static final String VERSION = System.getProperty("java.version");
  private static final Path ARCHIVE = Program.JAR.resolveSibling("mpj-lda-" + VERSION + ".jsa");

  /** For the launcher's virtual machine; the ranks find it themselves. */
  static final List<String> OPTIONS =
      List.of("-XX:SharedArchiveFile=" + make(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  private ClassArchive() {}

  private static Path make() {
    Path lock = ARCHIVE.resolveSibling("archive.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!held.isValid() || isFresh()) {
        return ARCHIVE;
      }
      Files.deleteIfExists(ARCHIVE);
      Path work = Files.createTempDirectory(ARCHIVE.getParent(), "archive");
      Path made = work.resolve("made.jsa");
      train(work, made);
      if (Files.exists(made)) {
        Files.move(made, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
      }
      delete(work);
      return ARCHIVE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ARCHIVE;
    }
  }

  private static boolean isFresh() throws IOException {
    return Files.exists(ARCHIVE)
        && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(Program.JAR)) > 0;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private static void train(Path work, Path made) throws IOException, InterruptedException {
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dmpjlda.jar=" + Program.JAR,
            "-cp",
            Program.JAR.toString(),
            "mpjlda.cli.Main",
            "train",
            "--corpus=" + Program.SAMPLE,
            "-k2",
            "--iterations=2",
            "--launcher=local",
            "--max-restarts=0",
            "--output=" + work.resolve("model"),
            "--java-options=-XX:ArchiveClassesAtExit=" + made)
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("out").toFile())
        .start()
        .waitFor();
  }
}
