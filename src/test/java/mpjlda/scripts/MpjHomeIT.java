package mpjlda.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import mpjlda.scripts.ScriptTree.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code bin/mpj-lda} gets MPJ Express from. */
class MpjHomeIT {
  private static final int NOBODY = 65534;
  private static final List<String> NEEDED =
      List.of("commons-cli.jar", "commons-codec.jar", "commons-io.jar", "log4j-1.2.jar", "mpj.jar");

  @TempDir private Path folder;
  private ScriptTree tree;
  private Path system;

  @BeforeEach
  void copyTheTree() throws IOException {
    tree = new ScriptTree(folder, "a tree").withJar();
    system = Files.createDirectory(folder.resolve("system"));
    tree.environment.remove("MPJ_HOME");
    tree.environment.put("MPJ_LDA_SYSROOT", system.toString());
  }

  @Test
  void assemblesCopiesUnderTheNamesThatTheJarsLookFor() throws Exception {
    makeDebianFiles();
    tree.fake("apt-get", "exit 1");
    Result result = tree.mpjLda("train");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("mpjlda.mpj.home=" + home());
    assertThat(tree.callsMade()).isEmpty();
    List<String> expected = new ArrayList<>(NEEDED);
    expected.add("starter.jar");
    assertThat(names(home().resolve("lib"))).containsExactlyElementsOf(expected);
    for (String jar : expected) {
      assertThat(Files.isSymbolicLink(home().resolve("lib").resolve(jar))).as(jar).isFalse();
      assertThat(home().resolve("lib").resolve(jar)).hasContent("contents of " + jar);
    }
    assertThat(names(home().resolve("conf"))).containsExactly("mpjexpress.conf");
    assertThat(home().resolve("logs")).isEmptyDirectory();
    assertThat(home().resolve("bin/mpjrun")).isExecutable();
  }

  @Test
  void anInterruptedAssemblyIsDoneAgain() throws Exception {
    makeDebianFiles();
    Files.createDirectories(home().resolve("lib"));
    Files.writeString(home().resolve("lib/mpj.jar"), "half");
    Files.createDirectories(tree.root.resolve("target/mpj-home.new/lib"));
    Result result = tree.mpjLda("train");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(home().resolve("lib/mpj.jar")).hasContent("contents of mpj.jar");
    assertThat(tree.root.resolve("target/mpj-home.new")).doesNotExist();
  }

  @Test
  void manyStartsAtOnceDoNotHarmEachOther() throws Exception {
    makeDebianFiles();
    List<Process> processes = new ArrayList<>();
    List<String> command = List.of(tree.root.resolve("bin/mpj-lda").toString(), "train");
    for (int i = 0; i < 6; i++) {
      processes.add(tree.start(command, folder.resolve("out" + i), folder.resolve("err" + i)));
    }
    for (int i = 0; i < 6; i++) {
      assertThat(processes.get(i).waitFor())
          .as(Files.readString(folder.resolve("err" + i)))
          .isZero();
    }
    assertThat(names(home().resolve("lib"))).hasSize(6);
  }

  @Test
  void commandsWithoutRanksRunWithoutIt() throws Exception {
    tree.fake("apt-get", "exit 1");
    assertThat(tree.mpjLda("topics").exitCode()).isZero();
    assertThat(tree.mpjLda("doctor").exitCode()).isZero();
    assertThat(tree.callsMade()).isEmpty();
  }

  @Test
  void aBrokenMpjHomeIsToldWhereItMatters() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken/lib")).getParent();
    tree.environment.put("MPJ_HOME", broken.toString());
    assertUnavailable("no readable file lib/mpj.jar");
    Files.writeString(broken.resolve("lib/mpj.jar"), "<html>not found</html>");
    assertUnavailable("a lib/mpj.jar that is no jar");
    Files.writeString(broken.resolve("lib/mpj.jar"), "PK\3\4");
    assertUnavailable("no lib/log4j*.jar");
    assertThat(tree.mpjLda("doctor").exitCode()).as("to find out what is wrong").isZero();
    Files.writeString(broken.resolve("lib/log4j-1.2.11.jar"), "PK\3\4");
    assertThat(tree.mpjLda("train").exitCode()).isZero();
  }

  @Test
  void asRootItInstallsAndFetchesPackageListsOnlyIfNeeded() throws Exception {
    assumeTrue(isRoot(), "needs root: others do not call apt-get install");
    makeDebianFiles();
    Path installed = system.resolve("usr");
    Path packed = Files.move(installed, folder.resolve("packed"));
    tree.environment.put("PACKED", packed.toString());
    tree.environment.put("INSTALLED", installed.toString());
    tree.fake(
        "apt-get",
        """
        [[ $* == *update* ]] && touch "$CALLS.lists"
        if [[ $* == *install* ]]; then
          [[ -e $CALLS.lists ]] && mv "$PACKED" "$INSTALLED"
        fi
        """);
    Result result = tree.mpjLda("train");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).startsWith("mpj-lda: installing Debian's libmpj-java (once; log in ");
    assertThat(tree.callsMade()).hasSize(3);
    assertThat(tree.callsMade().get(0)).endsWith(" install --no-install-recommends libmpj-java");
    assertThat(tree.callsMade().get(1)).endsWith(" update");
    assertThat(tree.callsMade().get(2)).isEqualTo(tree.callsMade().get(0));
  }

  @Test
  void withoutNetworkItSaysWhatWasTriedAndWhatToDo() throws Exception {
    tree.fake("apt-get", "echo \"E: Could not resolve 'deb.debian.org'\"; exit 100");
    tree.fake("dpkg", "exit 1");
    assertUnavailable("Could not resolve 'deb.debian.org'", "check the network", "set MPJ_HOME");
    assertThat(tree.callsMade()).anyMatch(call -> call.contains(" download libmpj-java "));
    assertThat(tree.callsMade()).noneMatch(call -> call.startsWith("dpkg"));
  }

  @Test
  void withoutAptItSaysWhereToGetIt() throws Exception {
    tree.onlyBasicTools();
    assertUnavailable("without apt-get and dpkg", "mpjexpress.org", "set MPJ_HOME");
  }

  @Test
  void aTreeThatCannotBeWrittenIsTold() throws Exception {
    makeDebianFiles();
    List<String> command = asOrdinaryUser(tree.root.resolve("bin/mpj-lda").toString(), "train");
    Path target = tree.root.resolve("target");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
    Result result = tree.run(command);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("cannot write to " + target, "a folder of your own");
  }

  @Test
  void anOrdinaryUserDownloadsTheRealPackages() throws Exception {
    List<String> command = asOrdinaryUser(tree.root.resolve("bin/mpj-lda").toString(), "train");
    if (isRoot()) {
      tree.run(List.of("chown", "-R", "" + NOBODY, tree.root.toString()));
    }
    Result result = tree.run(command);
    assumeTrue(!noNetwork(result), "needs Debian's package archive: " + result.err());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(names(home().resolve("lib"))).containsAll(NEEDED).noneMatch("mpj-0.44.jar"::equals);
    assertThat(home().resolve("conf/mpjexpress.conf")).isNotEmptyFile();
    assertThat(tree.root.resolve("target/debian")).doesNotExist();
    assertRunsTwoRanks(home());
  }

  @Test
  void theAssembledMpjrunStartsTwoRanks() throws Exception {
    Path home = ScriptTree.mpjHomeOfThisBuild();
    assumeTrue(
        Files.exists(home.resolve("bin/mpjrun")), "needs an MPJ Express assembled by bin/test");
    assertRunsTwoRanks(home);
  }

  private void assertRunsTwoRanks(Path home) throws Exception {
    Path source = folder.resolve("Ranks.java");
    Files.writeString(
        source,
        """
        public class Ranks {
          public static void main(String[] arguments) throws Exception {
            mpi.MPI.Init(arguments);
            System.out.println("rank " + mpi.MPI.COMM_WORLD.Rank() + " of " + mpi.MPI.COMM_WORLD.Size());
            mpi.MPI.Finalize();
          }
        }
        """);
    String jar = home.resolve("lib/mpj.jar").toString();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), "-cp", jar, source.toString());
    assertThat(compiled).isZero();
    String mpjrun = home.resolve("bin/mpjrun").toString();
    Result result = tree.run(List.of(mpjrun, "-np", "2", "-cp", folder.toString(), "Ranks"));
    assertThat(result.out()).as(result.err()).contains("rank 0 of 2", "rank 1 of 2");
  }

  private void assertUnavailable(String... parts) throws Exception {
    Result result = tree.mpjLda("train");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(69);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(parts);
  }

  private Path home() {
    return tree.root.resolve("target/mpj-home");
  }

  /** What libmpj-java and its dependencies install, with a line of text for each jar. */
  private void makeDebianFiles() throws IOException {
    Path lib = Files.createDirectories(system.resolve("usr/share/mpj/lib"));
    for (String name : List.of("mpj", "starter")) {
      Files.writeString(lib.resolve(name + "-0.44.jar"), "contents of " + name + ".jar");
      Files.createSymbolicLink(lib.resolve(name + ".jar"), Path.of(name + "-0.44.jar"));
    }
    Path share = Files.createDirectories(system.resolve("usr/share/java"));
    for (String name : NEEDED.subList(0, 4)) {
      Files.writeString(share.resolve(name), "contents of " + name);
    }
    Files.createDirectories(system.resolve("etc/mpj"));
    Files.writeString(system.resolve("etc/mpj/mpjexpress.conf"), "mpjexpress.mpjrun.port=1\n");
  }

  private List<String> asOrdinaryUser(String... command) throws Exception {
    List<String> whole = new ArrayList<>();
    if (isRoot()) {
      String user = "--reuid=" + NOBODY;
      List<String> drop = List.of("setpriv", user, "--regid=" + NOBODY, "--clear-groups", "--");
      whole.addAll(drop);
      tree.run(List.of("chmod", "-R", "a+rX", folder.toString()));
      List<String> trial = new ArrayList<>(drop);
      trial.addAll(List.of("test", "-r", tree.jar().toString()));
      assumeTrue(
          tree.run(trial).exitCode() == 0, "root needs setpriv and an open temporary folder");
    }
    whole.addAll(List.of(command));
    return whole;
  }

  private boolean isRoot() throws Exception {
    return tree.run(List.of("id", "-u")).out().strip().equals("0");
  }

  private boolean noNetwork(Result result) throws IOException {
    Path log = tree.root.resolve("target/mpj-setup.log");
    return result.exitCode() == 69
        && Files.readString(log)
            .matches("(?s).*(resolv|[Cc]ould not connect|[Uu]nable to connect|timed out).*");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
