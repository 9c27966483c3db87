package mpjlda.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.scripts.ScriptTree.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/test}, with a mvn that records what it is asked for: the real one is running this. */
class BinTestIT {
  private static final String REPORTS =
      """
      mkdir -p target/surefire-reports target/failsafe-reports
      cat >target/surefire-reports/TEST-a.xml <<'END'
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuite xmlns:xsi="x" name="mpjlda.ATest" time="0.2" tests="12" errors="1" skipped="3" failures="2">
        <testcase name="<testsuite tests='99'" time="0.01"/>
      </testsuite>
      END
      sed s/12/30/ target/surefire-reports/TEST-a.xml >target/surefire-reports/TEST-b.xml
      echo '[INFO] Tests run: 42'
      """;

  private static final String MPJ_HOME = "-Dmpj.home=" + ScriptTree.mpjHomeOfThisBuild();

  @TempDir private Path folder;
  private ScriptTree tree;

  @BeforeEach
  void copyTheTree() throws IOException {
    tree = new ScriptTree(folder, "a tree");
  }

  @Test
  void runsAllTestsThatInstallNothingAndEndsAsMavenDoes() throws Exception {
    tree.fake("mvn", REPORTS + "exit 3");
    Result result = test();
    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    assertThat(tree.callsMade())
        .containsExactly("mvn -B --no-transfer-progress " + MPJ_HOME + " -Pchecks verify");
    assertThat(result.out().lines())
        .containsExactly(
            "[INFO] Tests run: 42",
            "bin/test: unit tests: 42 run, 4 failures, 2 errors, 6 skipped",
            "bin/test: integration tests: 0 run, 0 failures, 0 errors, 0 skipped",
            "bin/test: Maven ended with exit code 3");
    assertThat(result.err()).containsOnlyOnce("bin/test --with-clusters runs them");
  }

  @Test
  void clustersAreTestedIfAskedFor() throws Exception {
    tree.fake("mvn", "");
    Result result = test("--with-clusters");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(tree.callsMade().get(0))
        .contains(" -Dmpjlda.clusters=true ")
        .doesNotContain("mpjlda.full")
        .endsWith(" verify");
  }

  @Test
  void theBuildServerTestsClusters() throws Exception {
    tree.fake("mvn", "exit 5");
    Files.createDirectories(tree.root.resolve("target"));
    assertThat(tree.run(List.of(tree.root.resolve(".ci/run").toString())).exitCode()).isEqualTo(5);
    assertThat(tree.callsMade().get(0)).contains(" -Dmpjlda.clusters=true ").endsWith(" verify");
  }

  @Test
  void unitTestsNeedNeitherJarNorChecks() throws Exception {
    tree.withJar();
    tree.fake("mvn", REPORTS);
    Result result = test("--unit", "-Dtest=ATest");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tree.callsMade())
        .containsExactly("mvn -B --no-transfer-progress " + MPJ_HOME + " test -Dtest=ATest");
    assertThat(result.out()).contains("unit tests: 42 run").doesNotContain("integration tests");
    assertThat(result.err()).isEmpty();
    assertThat(tree.jar()).as("what users run").exists();
  }

  @Test
  void oneIntegrationTestUsesTheJarThatIsThere() throws Exception {
    tree.withJar();
    tree.fake("mvn", REPORTS);
    Result result = test("--it", "TrainIT#some*");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(tree.callsMade()).hasSize(1);
    assertThat(tree.callsMade().get(0))
        .contains(" -Dit.test=TrainIT#some* ", " failsafe:integration-test failsafe:verify")
        .doesNotContain(" verify ", "mpjlda.clusters");
    assertThat(result.out()).contains("integration tests: 0 run").doesNotContain("unit tests");
    assertThat(result.err()).as("why none ran").contains("bin/test --with-clusters runs them");
  }

  @Test
  void oneIntegrationTestBuildsAStaleJarFirst() throws Exception {
    tree.fake("mvn", "[[ $* == *package ]] && echo picocli/CommandLine.class >target/mpj-lda.jar");
    test("--full", "--it", "TrainIT");
    assertThat(tree.callsMade()).hasSize(2);
    assertThat(tree.callsMade().get(0)).contains("-Dmaven.test.skip=true").endsWith(" package");
    assertThat(tree.callsMade().get(1)).contains(" -Dmpjlda.full=true ", " -Dit.test=TrainIT ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--unti", "--it", "--it --unit", "--it trainIT", "--unit --it TrainIT"})
  void wrongUsageIsReported(String options) throws Exception {
    tree.fake("mvn", "");
    Result result = test(options.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Found: --", "Expected: ", "bin/test --help");
    assertThat(tree.callsMade()).isEmpty();
  }

  @Test
  void reportsOfEarlierRunsAreNotCounted() throws Exception {
    tree.fake("mvn", REPORTS);
    assertThat(test().exitCode()).isZero();
    tree.fake("mvn", "exit 1");
    assertThat(test().out()).contains("unit tests: 0 run", "exit code 1");
  }

  @Test
  void fullAndMavensOwnArgumentsAreHandedOn() throws Exception {
    tree.fake("mvn", "");
    assertThat(test("--full", "-Dtest=A B").exitCode()).isZero();
    assertThat(tree.callsMade().get(0))
        .contains(" -Dmpjlda.full=true ", " -Dmpjlda.clusters=true ")
        .endsWith(" verify -Dtest=A B");
  }

  @Test
  void aJarWithoutItsLibrariesIsNotLeftForUsers() throws Exception {
    tree.fake("mvn", "echo thin >target/mpj-lda.jar; exit 1");
    test();
    assertThat(tree.jar()).doesNotExist();
    tree.fake("mvn", "echo picocli/CommandLine.class >target/mpj-lda.jar");
    test();
    assertThat(tree.jar()).exists();
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    tree.onlyBasicTools();
    Result result = test();
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("apt-get install maven");
  }

  @Test
  void helpIsTheTopOfTheScript() throws Exception {
    Result result = test("--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("The tests, ")
        .contains("--with-clusters", "--full", "--unit", "--it NAME", "69")
        .doesNotContain("set -euo");
    assertThat(tree.callsMade()).isEmpty();
  }

  private Result test(String... arguments) throws Exception {
    Files.createDirectories(tree.root.resolve("target"));
    List<String> command = new ArrayList<>();
    command.add(tree.root.resolve("bin/test").toString());
    command.addAll(List.of(arguments));
    return tree.run(command);
  }
}
