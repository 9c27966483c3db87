package mpjlda.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import mpjlda.it.Await;
import mpjlda.scripts.ScriptTree.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/mpj-lda}: what it starts, when it builds, and what it says when it cannot. */
class LauncherScriptIT {
  private static final String REAL_MAVEN = "exec \"$REAL_MVN\" \"$@\"";

  /** Builds the program of the tree as Maven would, in less time. */
  private static final String QUICK_MAVEN =
      """
      mkdir -p target/quick
      "$JAVA_HOME/bin/javac" --release 17 -d target/quick src/main/java/mpjlda/app/cli/Main.java
      "$JAVA_HOME/bin/jar" -cf target/mpj-lda.jar -C target/quick .
      """;

  @TempDir private Path folder;
  private ScriptTree tree;

  @BeforeEach
  void copyTheTree() throws IOException {
    tree = new ScriptTree(folder, "a tree with blanks");
  }

  @Test
  void argumentsPropertiesAndExitCodeAreTheProgramsOwn() throws Exception {
    tree.withJar();
    Result result = tree.mpjLda("exit", "75", "two words", "*", "");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(75);
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .containsExactly(
            "stub [exit|75|two words|*|]",
            "mpjlda.terminal=false",
            "mpjlda.mpj.home=" + ScriptTree.mpjHomeOfThisBuild(),
            "mpjlda.jar=" + tree.jar());
  }

  @Test
  void theScriptBecomesTheProgramSoSignalsReachIt() throws Exception {
    tree.withJar();
    Path out = folder.resolve("out");
    String script = tree.root.resolve("bin/mpj-lda").toString();
    Process process = tree.start(List.of(script, "sleep"), out, folder.resolve("err"));
    Await.text(process, out, "mpjlda.jar=");
    assertThat(process.info().command().orElseThrow()).endsWith("/bin/java");
    process.destroy();
    assertThat(Await.exitCode(process, () -> Files.readString(out)))
        .as("128 + SIGTERM")
        .isEqualTo(143);
  }

  @Test
  void worksThroughALinkToALink() throws Exception {
    tree.withJar();
    Path first = Files.createDirectory(folder.resolve("elsewhere")).resolve("lda");
    Files.createSymbolicLink(first, tree.root.resolve("bin/mpj-lda"));
    Path second = Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere/lda"));
    Result result = tree.run(List.of(second.toString(), "topics"));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("mpjlda.jar=" + tree.jar());
  }

  @Test
  void aFreshJarIsNotBuiltAgain() throws Exception {
    tree.withJar();
    tree.fake("mvn", "exit 1");
    FileTime before = Files.getLastModifiedTime(tree.jar());
    assertThat(tree.mpjLda("train").exitCode()).isZero();
    assertThat(tree.callsMade()).isEmpty();
    assertThat(Files.getLastModifiedTime(tree.jar())).isEqualTo(before);
  }

  @Test
  void aMissingAndThenAStaleJarIsBuilt() throws Exception {
    Result first = tree.mpjLda("topics");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("stub [topics]");
    assertThat(first.err()).isEqualTo(buildingLine());

    tree.writeProgram("edited");
    Result second = tree.mpjLda("topics");
    assertThat(second.out()).as(second.err()).startsWith("edited [topics]");
    assertThat(second.err()).isEqualTo(buildingLine());

    Result third = tree.mpjLda("topics");
    assertThat(third.out()).startsWith("edited [topics]");
    assertThat(third.err()).isEmpty();
  }

  @Test
  void aDeletedSourceMakesTheJarStale() throws Exception {
    Path extra = tree.main().resolveSibling("Extra.java");
    Files.writeString(extra, "package mpjlda.cli;\n\nfinal class Extra {}\n");
    tree.withJar();
    Files.setLastModifiedTime(extra.getParent(), FileTime.from(Instant.now().minusSeconds(7200)));
    tree.fake("mvn", "exit 1");
    Files.delete(extra);
    assertThat(tree.mpjLda("topics").exitCode()).isEqualTo(70);
    assertThat(tree.callsMade()).hasSize(1);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void aFailedBuildLeavesNoJarThatPassesForFresh() throws Exception {
    tree.withJar();
    Files.writeString(tree.main(), "no Java");
    Result broken = tree.mpjLda("topics");
    assertThat(broken.exitCode()).isEqualTo(70);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err())
        .contains("Main.java", "mpj-lda: the build failed.", "target/build.log");
    assertThat(tree.mpjLda("topics").exitCode()).as("again").isEqualTo(70);

    tree.writeProgram("mended");
    Files.setLastModifiedTime(tree.main(), FileTime.from(Instant.EPOCH));
    Result mended = tree.mpjLda("topics");
    assertThat(mended.out()).as(mended.err()).startsWith("mended [topics]");
  }

  @Test
  void aBuildThatWasKilledIsDoneAgain() throws Exception {
    tree.fake("mvn", "echo half >target/mpj-lda.jar; sleep 3600");
    Process process =
        tree.start(
            List.of(tree.root.resolve("bin/mpj-lda").toString(), "topics"),
            folder.resolve("out"),
            folder.resolve("err"));
    Await.text(process, tree.jar(), "half\n");
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly().waitFor();
    started.forEach(ProcessHandle::destroyForcibly);
    assertThat(Files.readString(tree.jar())).isEqualTo("half\n");

    tree.fake("mvn", QUICK_MAVEN);
    Result result = tree.mpjLda("topics");
    assertThat(result.out()).as(result.err()).startsWith("stub [topics]");
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void sourcesEditedDuringABuildMakeItsJarStale() throws Exception {
    tree.environment.put("REAL_MVN", realMaven());
    tree.fake("mvn", "touch src/main/java/mpjlda/app/cli/Main.java; " + REAL_MAVEN);
    assertThat(tree.mpjLda("topics").exitCode()).isZero();
    tree.fake("mvn", REAL_MAVEN);
    assertThat(tree.mpjLda("topics").err()).isEqualTo(buildingLine());
    assertThat(tree.mpjLda("topics").err()).isEmpty();
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    tree.fake("mvn", QUICK_MAVEN);
    List<String> command = List.of(tree.root.resolve("bin/mpj-lda").toString(), "exit", "7");
    Process first = tree.start(command, folder.resolve("out1"), folder.resolve("err1"));
    Process second = tree.start(command, folder.resolve("out2"), folder.resolve("err2"));
    assertThat(first.waitFor()).as(Files.readString(folder.resolve("err1"))).isEqualTo(7);
    assertThat(second.waitFor()).as(Files.readString(folder.resolve("err2"))).isEqualTo(7);
    assertThat(tree.callsMade()).hasSize(1);
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    tree.onlyBasicTools();
    Result result = tree.mpjLda("topics");
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("no program mvn in PATH", "apt-get install maven");
  }

  @Test
  void withoutNetworkItSaysSo() throws Exception {
    tree.fake(
        "mvn",
        "echo '[ERROR] Could not transfer artifact info.picocli:picocli:jar:4.7.7 from/to central';"
            + " exit 1");
    Result result = tree.mpjLda("topics");
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("Could not transfer", "check the network", "build.log");
    assertThat(tree.callsMade()).hasSize(1);
    assertThat(tree.callsMade().get(0)).startsWith("mvn -q -B ").endsWith(" package");
  }

  private String buildingLine() {
    Path tree = Path.of("a tree with blanks/target");
    return "mpj-lda: building %s/mpj-lda.jar (once; log in %s/build.log)\n".formatted(tree, tree);
  }

  private String realMaven() throws Exception {
    Result found = tree.run(List.of("/bin/bash", "-c", "command -v mvn"));
    return found.out().strip();
  }
}
