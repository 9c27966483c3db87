package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The commands besides {@code train} that use ranks, over three hosts: the bytes of one rank. */
class CommandsOnHostsIT {
  private static final String CORPUS = Program.SAMPLE.toString();

  @TempDir private static Path shared;

  private static NamespaceHosts hosts;
  private static String model = "";

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    hosts = NamespaceHosts.start();
    model = shared.resolve("model").toString();
    Program.Result made =
        new Program()
            .run(
                "train",
                "-q",
                "--corpus",
                CORPUS,
                "-k",
                "5",
                "--iterations",
                "8",
                "--output",
                model);
    assertThat(made.exitCode()).as("%s", made).isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hosts != null) {
      hosts.close();
    }
  }

  @Test
  void inferOnHosts() throws Exception {
    Path local = folder.resolve("local.npy");
    Path remote = folder.resolve("remote.npy");
    ok("infer", model, "--corpus", CORPUS, "--output", local.toString());
    onHosts("infer", model, "--corpus", CORPUS, "--output", remote.toString());
    assertThat(remote).hasSameBinaryContentAs(local);
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void evaluateOnHosts() throws Exception {
    String[] words = {"evaluate", model, "--corpus", CORPUS, "--reference", CORPUS, "--json"};
    assertThat(onHosts(words).out()).isEqualTo(ok(words).out()).contains("\"perplexity\"");
  }

  @Test
  @EnabledIfSystemProperty(named = "mpjlda.full", matches = "true")
  void tuneOnHosts() throws Exception {
    Path local = folder.resolve("local");
    Path remote = folder.resolve("remote");
    String[] words = {
      "tune", "--corpus", CORPUS, "--grid", "topics=2,3 alpha=0.1,0.5", "--folds", "2"
    };
    String expected = ok(with(words, "--iterations", "3", "--output", local.toString())).out();
    String found =
        onHosts(
                with(
                    words, "--iterations", "3", "--group-size", "2", "--output", remote.toString()))
            .out();
    assertThat(found.replace(remote.toString(), local.toString()))
        .isEqualTo(expected)
        .contains("perplexity");
  }

  private Program.Result onHosts(String... words) throws Exception {
    Path hostfile = hosts.hostfile(folder, List.of("node1:2", "node2", "node3"));
    Program.Result result =
        ok(with(words, "--hostfile", hostfile.toString(), "--rsh", hosts.rsh()));
    assertThat(result.err()).contains("4 ranks on node1 (0-1), node2 (2), node3 (3)");
    return result;
  }

  private static Program.Result ok(String... words) {
    Program.Result result = new Program().run(words);
    assertThat(result.exitCode()).as("%s", result).isZero();
    return result;
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
