package mpjlda.cluster.runfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.it.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Within one process; {@link RunLockIT} has the others. */
class RunLockTest {
  private static final RunLock.Locks NO_LOCKS =
      channel -> {
        throw new IOException("Function not implemented");
      };

  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();
  private Path owner;

  @BeforeEach
  void owner() {
    owner = folder.resolve(".run.json");
  }

  @Test
  void isTakenAndGivenBackAsOftenAsOneLikes() {
    for (int i = 0; i < 3; i++) {
      try (RunLock lock = RunLock.acquire(folder.resolve("new/output"), notices::add)) {
        assertThat(lock).isNotNull();
        assertThat(folder.resolve("new/output/.run.json"))
            .content()
            .contains("\"pid\" : " + ProcessHandle.current().pid());
      }
      assertThat(folder.resolve("new/output/.run.json")).doesNotExist();
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void twiceInOneProcessIsRefused() {
    try (RunLock lock = RunLock.acquire(folder, notices::add)) {
      assertThat(lock).isNotNull();
      assertThat(refusal(channel -> true)).contains("this very process");
    }
  }

  @Test
  void anOlderProcessWithALivePidIsStale() throws IOException {
    ProcessHandle alive = ProcessHandle.current().parent().orElseThrow();
    writeOwner(alive.pid(), host(), start(alive).minus(1, ChronoUnit.HOURS), true);

    RunLock.acquire(folder, notices::add).close();

    assertThat(notices)
        .singleElement()
        .asString()
        .contains(folder.toString(), "process " + alive.pid() + " on " + host(), "taken over");
  }

  @Test
  void aLiveOwnerIsBelievedEvenIfTheLockWasGot() throws IOException {
    ProcessHandle alive = ProcessHandle.current().parent().orElseThrow();
    writeOwner(alive.pid(), host(), start(alive), true);

    assertThat(refusal(channel -> true)).contains("process " + alive.pid() + " on " + host());
    assertThat(refusal(NO_LOCKS)).contains("process " + alive.pid() + " on " + host());
  }

  @Test
  void anotherHostsOwnerIsGoneIfItsLockIs() throws IOException {
    writeOwner(12, "elsewhere", Instant.parse("2026-01-31T12:00:00Z"), true);

    RunLock.acquire(folder, notices::add).close();

    assertThat(notices)
        .singleElement()
        .asString()
        .contains("process 12 on elsewhere, started 2026-01-31T12:00:00Z");
  }

  @Test
  void anotherHostsOwnerCannotBeJudgedWithoutLocks() throws IOException {
    writeOwner(12, "elsewhere", Instant.parse("2026-01-31T12:00:00Z"), true);
    assertThat(refusal(NO_LOCKS)).contains("12 on elsewhere", "remove " + owner + ".");

    writeOwner(12, "elsewhere", Instant.parse("2026-01-31T12:00:00Z"), false);
    assertThat(refusal(channel -> true)).contains("12 on elsewhere", "remove " + owner + ".");

    Files.delete(owner);
    RunLock.acquire(folder, notices::add, NO_LOCKS).close();
    assertThat(notices).isEmpty();
  }

  @Test
  void aBrokenOwnerFileIsInNobodysWay() throws IOException {
    Files.writeString(owner, "{\"pid\" : 1");

    RunLock.acquire(folder, notices::add).close();

    assertThat(owner).doesNotExist();
  }

  @Test
  void withoutLocksTheLastToWriteItsNameStays() {
    String refusal =
        catchThrowableOfType(
                LdaException.class,
                () ->
                    RunLock.acquire(
                        folder,
                        notices::add,
                        channel -> {
                          new Thread(this::writeOtherOwnerSoon).start();
                          throw new IOException("Function not implemented");
                        }))
            .getMessage();

    assertThat(refusal).contains("process 12 on elsewhere");
    assertThat(owner).content().contains("elsewhere");
  }

  private void writeOtherOwnerSoon() {
    try {
      Await.until(() -> Files.exists(owner), () -> "no " + owner);
      writeOwner(12, "elsewhere", Instant.now(), false);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    LdaException failure =
        catchThrowableOfType(LdaException.class, () -> RunLock.acquire(file, notices::add));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure).hasMessageContaining(file.toString());
  }

  private String refusal(RunLock.Locks locks) {
    LdaException failure =
        catchThrowableOfType(
            LdaException.class, () -> RunLock.acquire(folder, notices::add, locks));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure).hasMessageStartingWith("--output " + folder + " is in use by another run");
    return failure.getMessage();
  }

  private void writeOwner(long pid, String host, Instant started, boolean locked)
      throws IOException {
    Path temporary = folder.resolve("owner.tmp");
    Files.writeString(
        temporary,
        "{\"pid\":%d,\"host\":\"%s\",\"started\":\"%s\",\"locked\":%s,\"token\":\"t\"}"
            .formatted(pid, host, started, locked));
    Files.move(temporary, owner, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Instant start(ProcessHandle process) {
    return process.info().startInstant().orElseThrow();
  }

  private static String host() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
  }
}
