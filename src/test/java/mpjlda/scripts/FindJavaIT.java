package mpjlda.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mpjlda.scripts.ScriptTree.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java {@code bin/mpj-lda} takes, among made-up ones that only say where they are. */
class FindJavaIT {
  @TempDir private Path folder;
  private ScriptTree tree;
  private Path system;

  @BeforeEach
  void copyTheTree() throws IOException {
    tree = new ScriptTree(folder, "tree");
    system = Files.createDirectory(folder.resolve("system"));
    tree.onlyBasicTools();
    tree.environment.put("MPJ_LDA_SYSROOT", system.toString());
    tree.environment.put("HOME", folder.resolve("home").toString());
  }

  @Test
  void theNewestOfAllPlaces() throws Exception {
    tree.withJar();
    tree.environment.remove("JAVA_HOME");
    java(system.resolve("usr/lib/jvm/java-8"), "1.8.0_402");
    java(system.resolve("usr/lib/jvm/java-17"), "17.0.15");
    java(system.resolve("usr/lib/jvm/java-9-is-not-newer"), "9.0.4");
    assertThat(tree.mpjLda("topics").out()).isEqualTo(system + "/usr/lib/jvm/java-17\n");
    java(system.resolve("opt/java/openjdk"), "21");
    assertThat(tree.mpjLda("topics").out()).isEqualTo(system + "/opt/java/openjdk\n");
    Path inHome = folder.resolve("home/.sdkman/candidates/java/25");
    java(inHome, "25.0.3");
    assertThat(tree.mpjLda("topics").out()).isEqualTo(inHome + "\n");
    Path onPath = folder.resolve("some where");
    java(onPath, "25.0.10");
    tree.environment.merge("PATH", onPath.resolve("bin").toString(), (a, b) -> a + ":" + b);
    assertThat(tree.mpjLda("topics").out()).isEqualTo(onPath + "\n");
  }

  @Test
  void javaHomeGoesBeforeNewerOnes() throws Exception {
    tree.withJar();
    java(system.resolve("usr/lib/jvm/java-21"), "21.0.1");
    java(folder.resolve("mine"), "17");
    tree.environment.put("JAVA_HOME", folder.resolve("mine").toString());
    assertThat(tree.mpjLda("topics").out()).isEqualTo(folder.resolve("mine") + "\n");
    tree.environment.put("JAVA_HOME", "mine");
    assertThat(tree.mpjLda("topics").out())
        .as("JAVA_HOME relative to the working folder")
        .isEqualTo(folder.resolve("mine") + "\n");
  }

  @Test
  void noJavaAtAll() throws Exception {
    tree.withJar();
    tree.environment.remove("JAVA_HOME");
    assertFails("no JDK 17 or later found", "Found: none", "openjdk-17");
  }

  @Test
  void onlyAnOldJava() throws Exception {
    tree.withJar();
    tree.environment.remove("JAVA_HOME");
    java(system.resolve("usr/lib/jvm/java-11"), "11.0.22");
    assertFails(
        "no JDK 17 or later found", "Java 11.0.22 in " + system + "/usr/lib/jvm/java-11", "17");
  }

  @Test
  void javaHomeOfNoJava() throws Exception {
    tree.withJar();
    tree.environment.put("JAVA_HOME", "/no/such/folder");
    assertFails("JAVA_HOME is no JDK", "JAVA_HOME=/no/such/folder", "correct JAVA_HOME");
  }

  @Test
  void javaHomeOfAnOldJava() throws Exception {
    tree.withJar();
    java(folder.resolve("old"), "11.0.22");
    tree.environment.put("JAVA_HOME", folder.resolve("old").toString());
    assertFails(
        "too old", "Java 11.0.22 in JAVA_HOME=" + folder.resolve("old"), "Java 17 or later");
  }

  @Test
  void javaHomeWithoutAVersion() throws Exception {
    tree.withJar();
    java(folder.resolve("odd"), "17");
    Files.delete(folder.resolve("odd/release"));
    tree.environment.put("JAVA_HOME", folder.resolve("odd").toString());
    assertFails("cannot be read", "no JAVA_VERSION in " + folder.resolve("odd/release"), "correct");
  }

  @Test
  void aRuntimeWithoutCompilerRunsButDoesNotBuild() throws Exception {
    java(folder.resolve("jre"), "17.0.1");
    tree.environment.put("JAVA_HOME", folder.resolve("jre").toString());
    assertFails("without a compiler", "no program bin/javac", "set JAVA_HOME to a JDK");
    tree.withJar();
    assertThat(tree.mpjLda("topics").exitCode()).isZero();
  }

  private void assertFails(String what, String found, String advice) throws Exception {
    Result result = tree.mpjLda("topics");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(69);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("mpj-lda: ").contains(what, found, advice);
  }

  /** A Java that prints its own folder, with the release file of a real one. */
  private static void java(Path home, String version) throws IOException {
    ScriptTree.executable(home.resolve("bin/java"), "#!/bin/bash\necho '" + home + "'\n");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_RUNTIME_VERSION=\"99\"\nJAVA_VERSION=\"%s\"\n"
            .formatted(version));
  }
}
