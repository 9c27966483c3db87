package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Exported models in the programs that they are for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportIT {
  /** Debian's Python, whose packages gensim and scikit-learn are; not one further up in PATH. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final String FIRST_WORD = "the";
  private static final String TOPICS = "6";

  private Path folder;
  private Path exported;

  @BeforeAll
  void exportTheSample(@TempDir Path place) throws Exception {
    folder = place;
    Path model = folder.resolve("model");
    exported = folder.resolve("exported");
    Program program = new Program();
    assertThat(
            program
                .run(
                    "train",
                    "-q",
                    "--corpus",
                    Program.SAMPLE.toString(),
                    "-k",
                    TOPICS,
                    "--output",
                    model.toString())
                .exitCode())
        .isZero();
    var export =
        program.run(
            "export",
            model.toString(),
            "--to",
            "numpy,npz,gensim,sklearn,mallet",
            "--corpus",
            Program.SAMPLE.toString(),
            "--output",
            exported.toString());
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out()).contains("gensim_model.py\n", "npz/model.npz\n");
  }

  @Test
  void numpyLoadsTheArchive() throws Exception {
    assertThat(check("numpy", "numpy"))
        .contains(
            "doc_topic (400, 6) f",
            "lambda (6, 256) f",
            "vocab (256,) U",
            "lambda True",
            "topic_word True",
            "doc_topic True",
            "True ['" + FIRST_WORD + "', ");
  }

  @Test
  void gensimInfersTheSame() throws Exception {
    assertThat(check("gensim", "gensim")).contains("documents 400 agree 400");
  }

  @Test
  void scikitLearnInfersTheSame() throws Exception {
    assertThat(check("sklearn", "sklearn")).contains("documents 400 agree 400");
  }

  @Test
  void malletInfersTheSameUpToItsSampling() throws Exception {
    assumeTrue(
        Boolean.getBoolean("mpjlda.full"), "skipped: fetching Mallet takes long; with --full");
    String classPath = mallet();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path documents = folder.resolve("documents.txt");
    check("text", "numpy", documents.toString());
    run(
        java,
        "-cp",
        classPath,
        exported.resolve("mallet/MakeInferencer.java").toString(),
        "topics.inferencer",
        "topics.pipe",
        exported.resolve("mallet").toString());
    run(
        java,
        "-cp",
        classPath,
        "cc.mallet.classify.tui.Csv2Vectors",
        "--use-pipe-from",
        "topics.pipe",
        "--input",
        documents.toString(),
        "--output",
        "documents.mallet");
    run(
        java,
        "-cp",
        classPath,
        "cc.mallet.topics.tui.InferTopics",
        "--inferencer",
        "topics.inferencer",
        "--input",
        "documents.mallet",
        "--output-doc-topics",
        "inferred.txt",
        "--num-iterations",
        "400");
    assertThat(check("mallet", "numpy", folder.resolve("inferred.txt").toString()))
        .contains("documents 400 agree 400");
  }

  private String mallet() throws Exception {
    Files.writeString(
        folder.resolve("pom.xml"),
        "<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId>"
            + "<version>1</version><dependencies><dependency><groupId>cc.mallet</groupId>"
            + "<artifactId>mallet</artifactId><version>2.0.8</version></dependency></dependencies>"
            + "</project>");
    run("mvn", "-q", "-B", "dependency:build-classpath", "-Dmdep.outputFile=classpath.txt");
    return Files.readString(folder.resolve("classpath.txt")).strip();
  }

  private String check(String kind, String module, String... more) throws Exception {
    String found = run(PYTHON, "-c", "try:\n import " + module + "\nexcept Exception: print('no')");
    assumeTrue(!found.contains("no"), "skipped: no " + module + " for " + PYTHON);
    List<String> command =
        new ArrayList<>(
            List.of(
                PYTHON,
                Path.of("src/test/scripts/check_exports.py").toAbsolutePath().toString(),
                kind,
                exported.toString(),
                Program.SAMPLE.toString()));
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Await.exitCode(process, () -> List.of(command).toString());
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
