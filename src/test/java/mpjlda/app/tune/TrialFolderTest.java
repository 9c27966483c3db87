package mpjlda.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFolderTest {
  private static final Trial TRIAL = new Trial(new Configuration(5, 0.1, 1e-7), 2, 40);

  @TempDir private Path output;

  private TrialFolder folder(String attempt) {
    TrialFolder folder = new TrialFolder(output, attempt);
    folder.create();
    return folder;
  }

  @Test
  void ofManyClaimsOneIsGranted() throws Exception {
    TrialFolder folder = folder("a");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Callable<Integer> claims =
        () -> {
          int granted = 0;
          for (int fold = 0; fold < 200; fold++) {
            granted += folder.claim(new Trial(TRIAL.configuration(), fold, 40)) ? 1 : 0;
          }
          return granted;
        };
    int granted = 0;
    for (Future<Integer> future : threads.invokeAll(List.of(claims, claims, claims, claims))) {
      granted += future.get();
    }
    threads.shutdown();
    assertThat(granted).isEqualTo(200);
  }

  @Test
  void claimsOfAnotherAttemptCountForNothing() {
    assertThat(folder("a").claim(TRIAL)).isTrue();
    assertThat(folder("a").claim(TRIAL)).isFalse();
    assertThat(folder("b").claim(TRIAL)).isTrue();
    folder("b").removeClaims();
    assertThat(folder("b").claim(TRIAL)).isTrue();
    new TrialFolder(output.resolve("nothing"), "c").removeClaims();
  }

  @Test
  void aResultComesBackToTheLastBit() {
    TrialResult result = new TrialResult(TRIAL, 33, 44, 555, -Math.PI, 1.0 / 3);
    folder("a").write(result);
    assertThat(folder("b").readAll()).containsExactly(result);
    assertThat(folder("b").read(TRIAL)).contains(result);
    assertThat(folder("b").read(new Trial(TRIAL.configuration(), 1, 40))).isEmpty();
    assertThat(new TrialFolder(output.resolve("nothing"), "a").readAll()).isEmpty();
  }

  @Test
  void aDamagedResultIsNamed() throws IOException {
    TrialFolder folder = folder("a");
    folder.write(new TrialResult(TRIAL, 33, 44, 555, -1, 1));
    Path file;
    try (var files = Files.list(output.resolve("trials"))) {
      file = files.findFirst().orElseThrow();
    }
    Files.writeString(file, "{\"topics\": 5");
    assertThatThrownBy(folder::readAll)
        .isInstanceOfSatisfying(LdaException.class, e -> assertThat(e.exitCode()).isEqualTo(65))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Remove the file");
  }

  @Test
  void namesTellTrialsApart() {
    Configuration configuration = TRIAL.configuration();
    assertThat(
            List.of(
                TRIAL.name(),
                new Trial(configuration, 1, 40).name(),
                new Trial(configuration, 2, 41).name(),
                new Trial(configuration.with(Parameter.TOPICS, 6), 2, 40).name(),
                new Trial(configuration.with(Parameter.ALPHA, 0.2), 2, 40).name(),
                new Trial(configuration.with(Parameter.ETA, 1e-8), 2, 40).name()))
        .doesNotHaveDuplicates()
        .contains("k5-alpha0.1-eta1.0E-7-fold3-iterations40");
  }
}
