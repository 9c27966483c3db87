package mpjlda.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLockTest {
  @TempDir Path folder;

  @Test
  void isHeldOnceAndLeavesNothing() {
    Path target = folder.resolve("deep/store");
    try (OutputLock lock = OutputLock.acquire(target)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> OutputLock.acquire(target))
          .isInstanceOf(LdaException.class)
          .hasMessageContaining(" is in use by another run: this very process");
      OutputLock.acquire(folder.resolve("deep/other")).close();
    }
    assertThat(target.getParent()).isEmptyDirectory();
    OutputLock.acquire(target).close();
  }

  /** Nor does looking at the lock's file drop it, as closing it would. */
  @Test
  void keepsOtherProcessesOut() throws IOException, InterruptedException {
    Path target = folder.resolve("store");
    try (OutputLock lock = OutputLock.acquire(target)) {
      assertThat(lock).isNotNull();
      assertThat(elsewhere(target)).isEqualTo(1);
      assertThat(elsewhere(target)).isEqualTo(1);
    }
    assertThat(elsewhere(target)).isZero();
  }

  /** What a process that was killed leaves behind is taken over. */
  @Test
  void takesOverAFileWithoutALock() throws IOException {
    Path target = folder.resolve("store");
    Files.writeString(folder.resolve(".store.lock"), "process 1, started long ago\n");
    OutputLock.acquire(target).close();
    assertThat(folder).isEmptyDirectory();
  }

  private static int elsewhere(Path target) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                target.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  /** Tries to acquire the lock: ends with 1 if it is refused. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) {
      OutputLock.acquire(Path.of(arguments[0])).close();
    }
  }
}
