package mpjlda.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The class archive of the tests' own JDK, as a build by bin/mpj-lda makes one: it halves what each
 * of the hundreds of starts costs. The processes that run the tests share it.
 */
final class ClassArchive {
  private static final String VERSION = System.getProperty("java.version");
  private static final Path ARCHIVE = Program.JAR.resolveSibling("mpj-lda-" + VERSION + ".jsa");

  /** For the launcher's virtual machine; the ranks find it themselves. */
  static final List<String> OPTIONS =
      List.of(
          "-XX:SharedArchiveFile=" + make(),
          "-XX:ObjectAlignmentInBytes=64",
          "-Xlog:cds=off",
          "-Xlog:cds+dynamic=off");

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
      train();
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

  private static void train() throws IOException, InterruptedException {
    new ProcessBuilder(
            "bin/archive-classes",
            System.getProperty("java.home"),
            Program.MPJ_HOME.toString(),
            Program.JAR.toString(),
            ARCHIVE.toString())
        .redirectErrorStream(true)
        .redirectOutput(ARCHIVE.resolveSibling("archive.log").toFile())
        .start()
        .waitFor();
  }
}
