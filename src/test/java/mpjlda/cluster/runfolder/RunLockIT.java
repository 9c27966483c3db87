package mpjlda.cluster.runfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mpjlda.cluster.checkpoint.CheckpointProcess;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLockIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"lock", "lock-without-locks"})
  void aLiveRunIsNamedAndADeadOneTakenOver(String task) throws Exception {
    try (CheckpointProcess first = CheckpointProcess.start(task, folder)) {
      assertThat(first.line()).isEqualTo("held []");
      assertRefusedNaming(task, first.pid());

      // Standing still is not being dead.
      first.signal("STOP");
      assertRefusedNaming(task, first.pid());
      first.signal("CONT");

      first.kill();
      try (CheckpointProcess third = CheckpointProcess.start(task, folder)) {
        assertThat(third.line())
            .startsWith("held [" + folder + " was left locked by a run that is gone")
            .contains("process " + first.pid() + " on ");
        assertThat(third.end()).isZero();
      }
    }
    try (CheckpointProcess fourth = CheckpointProcess.start(task, folder)) {
      assertThat(fourth.line()).isEqualTo("held []");
    }
  }

  private void assertRefusedNaming(String task, long pid) throws Exception {
    try (CheckpointProcess second = CheckpointProcess.start(task, folder)) {
      String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      String line = second.line();
      Matcher started =
          Pattern.compile(
                  Pattern.quote(
                          "2 --output "
                              + folder
                              + " is in use by another run: process "
                              + pid
                              + " on "
                              + host
                              + ", started ")
                      + "(\\S+Z)\\. Wait for it to end.*")
              .matcher(line);
      assertThat(started.matches()).as(line).isTrue();
      assertThat(Instant.parse(started.group(1)))
          .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(10));
      assertThat(second.end()).isZero();
    }
  }

  @Test
  void aRefusedSecondTakeInOneProcessKeepsTheLock() throws Exception {
    try (RunLock lock = RunLock.acquire(folder, notice -> {})) {
      assertThatThrownBy(() -> RunLock.acquire(folder, notice -> {}))
          .isInstanceOf(LdaException.class);
      // The owner file, too, is gone: only the system's lock is left to tell.
      Files.delete(folder.resolve(".run.json"));

      try (CheckpointProcess other = CheckpointProcess.start("lock", folder)) {
        assertThat(other.line()).contains("a process that has only just started");
      }
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void ofManyThatStartAtOnceOneGetsIt() throws Exception {
    List<CheckpointProcess> all = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        all.add(CheckpointProcess.start("lock", folder));
      }
      int held = 0;
      for (CheckpointProcess process : all) {
        held += process.line().startsWith("held") ? 1 : 0;
      }
      assertThat(held).isEqualTo(1);
    } finally {
      all.forEach(CheckpointProcess::close);
    }
  }
}
