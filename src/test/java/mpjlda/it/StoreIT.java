package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store gives the bytes that its source gives, on any number of ranks. */
class StoreIT {
  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static Program.Result run(String... arguments) {
    Program.Result result = new Program().run(arguments);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    return result;
  }

  private void train(int ranks, String corpus, String output) {
    run(
        "train",
        "-q",
        "-np",
        "" + ranks,
        "--corpus",
        corpus,
        "-k",
        "7",
        "--iterations",
        "5",
        "--tolerance",
        "0",
        "--output",
        path(output));
  }

  @Test
  void trainingAndInferenceGiveTheSourcesBytes() {
    String sample = Program.SAMPLE.toString();
    run("import", "--corpus", sample, "--output", path("store"));
    train(1, sample, "a");
    train(1, path("store"), "b");
    train(3, path("store"), "c");
    for (String other : new String[] {"b", "c"}) {
      assertThat(folder.resolve(other + "/lambda.npy"))
          .hasSameBinaryContentAs(folder.resolve("a/lambda.npy"));
    }
    run("infer", path("a"), "--corpus", sample, "--output", path("text.npy"));
    run("infer", path("a"), "-np", "2", "--corpus", path("store"), "--output", path("store.npy"));
    assertThat(folder.resolve("store.npy")).hasSameBinaryContentAs(folder.resolve("text.npy"));
    assertThat(run("evaluate", path("a"), "--corpus", path("store")).out())
        .isEqualTo(run("evaluate", path("a"), "--corpus", sample).out());
  }

  @Test
  void aGeneratedStoreHoldsTheDocumentsOfTheGeneratedText() {
    for (String format : new String[] {"store", "ldac"}) {
      run(
          "generate",
          "--documents",
          "300",
          "-k",
          "4",
          "--vocabulary",
          "90",
          "--format",
          format,
          "--output",
          path(format));
    }
    run("import", "--corpus", path("ldac"), "--output", path("imported"));
    for (String name : new String[] {"documents.bin", "index.bin", "vocab.txt"}) {
      assertThat(folder.resolve("store/corpus.store/" + name))
          .hasSameBinaryContentAs(folder.resolve("imported/" + name));
    }
    assertThat(run("info", path("store")).out()).contains("format               store");
  }
}
