package mpjlda.cluster.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of a test's own in the system's memory, where other runs leave nothing. */
public final class MemoryFolder {
  private static final Path SYSTEMS = Path.of("/dev/shm");

  private MemoryFolder() {}

  public static Path create() throws IOException {
    assumeTrue(Files.isWritable(SYSTEMS), "no memory to share: " + SYSTEMS + " is not there");
    return Files.createTempDirectory(SYSTEMS, "mpj-lda-test");
  }

  /** Fails if there is anything in it. */
  public static void removeEmpty(Path folder) throws IOException {
    assertThat(folder).isEmptyDirectory();
    Files.delete(folder);
  }

  /** Puts a file system of 64 KiB there; only root can. */
  public static void mountTiny(Path folder) throws IOException, InterruptedException {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()),
        "not allowed to mount");
  }

  public static void unmount(Path folder) throws IOException, InterruptedException {
    assertThat(run("umount", folder.toString())).isTrue();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
