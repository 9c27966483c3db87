package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text as a user brings it: into a store, and into a model. */
class TextIT {
  @TempDir private Path folder;

  /** Songs and recipes, a file each; every word is in two files at least. */
  private Path texts(int files) throws IOException {
    String[] themes = {"sea ship wave sail Matrosen", "flour oven butter dough caf\u00e9"};
    Random random = new Random(3);
    Path texts = Files.createDirectories(folder.resolve("texts"));
    for (int f = 0; f < files; f++) {
      String[] words = themes[f % 2].split(" ", -1);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        text.append(words[random.nextInt(5)]).append(i % 10 == 9 ? ".\n" : " the ");
      }
      Files.writeString(texts.resolve("t" + f + ".txt"), text);
    }
    return texts;
  }

  private Program.Result run(String line) {
    return new Program().run(line.replace("@", folder.toString()).split(" ", -1));
  }

  private static Map<String, String> bytes(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var list = Files.list(folder)) {
      for (Path file : list.toList()) {
        files.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void theStoreIsTheSameOnEveryJdkAndNumberOfThreads() throws IOException {
    Path texts = texts(30);
    Map<String, String> expected = Map.of();
    int number = 0;
    for (Path java : Program.javaHomes()) {
      Path store = folder.resolve("s" + number++);
      Program.Result result =
          new Program()
              .withJava(java)
              .run(
                  "import",
                  "--text",
                  texts.toString(),
                  "--language",
                  "de",
                  "--stem",
                  "--phrases",
                  "--threads",
                  String.valueOf(number),
                  "--output",
                  store.toString());
      assertThat(result.exitCode()).as(result.toString()).isZero();
      assertThat(result.out()).contains("30 documents");
      // In all documents, and so in more than half of them.
      assertThat(result.err()).contains("in too many documents: the");
      expected = expected.isEmpty() ? bytes(store) : expected;
      assertThat(bytes(store)).as(java.toString()).isEqualTo(expected);
    }
    assertThat(expected.get("names.txt").lines()).hasSize(30).startsWith("t0.txt", "t1.txt");
    assertThat(expected.get("vocab.txt").lines()).contains("ship", "flour").doesNotContain("the");
  }

  @Test
  void trainingOnTextGoesOnWithTheSameTextAlone() throws IOException {
    Path texts = texts(40);
    String train = "train --corpus @/texts --format text -k 2 --tolerance 0 --output @/model -np ";
    Program.Result first = run(train + "2 --iterations 3");
    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(first.err()).contains("40 documents", "in too many documents: the");
    Program.Result further = run(train + "1 --iterations 5");
    assertThat(further.exitCode()).as(further.toString()).isZero();
    assertThat(further.err()).contains("has been made of this text", "from the checkpoint");
    Program.Result store = run("import --text @/texts --output @/own.store");
    assertThat(store.exitCode()).as(store.toString()).isZero();
    Program.Result other =
        run("train --corpus @/own.store -k 2 --tolerance 0 --output @/other --iterations 5");
    assertThat(other.exitCode()).as(other.toString()).isZero();
    assertThat(folder.resolve("other/lambda.npy"))
        .hasSameBinaryContentAs(folder.resolve("model/lambda.npy"));

    Files.writeString(texts.resolve("t3.txt"), "oven oven oven\n");
    Program.Result changed = run(train + "1 --iterations 7");
    assertThat(changed.exitCode()).as(changed.toString()).isEqualTo(2);
    assertThat(changed.err()).contains("holds a run on another text", "text_sha256");
    Program.Result anew = run(train + "1 --iterations 2 --resume never");
    assertThat(anew.exitCode()).as(anew.toString()).isZero();
  }

  @Test
  void newTextWithAModelsVocabulary() throws IOException {
    texts(20);
    Program.Result train =
        run("train --corpus @/texts --format text -k 2 --iterations 2 --output @/model");
    assertThat(train.exitCode()).as(train.toString()).isZero();
    Files.writeString(folder.resolve("new.txt"), "a ship in the oven\nnothing known\n");
    Program.Result made =
        run("import --text @/new.txt --vocab @/model/vocab.txt --json -q --output @/new.store");
    assertThat(made.exitCode()).as(made.toString()).isZero();
    assertThat(made.out()).contains("\"documents\":2", "\"tokens\":2,", "\"unknown\"");
    assertThat(made.err()).isEmpty();
    Program.Result infer = run("infer @/model --corpus @/new.store --output @/rows.tsv");
    assertThat(infer.exitCode()).as(infer.toString()).isZero();
    assertThat(Files.readAllLines(folder.resolve("rows.tsv"))).hasSize(3);
  }

  @Test
  void whatIsWrongIsToldInASentence() throws IOException {
    Files.write(folder.resolve("latin.txt"), new byte[] {'a', '\n', 'c', (byte) 0xe9, '\n'});
    Program.Result bad = run("import --text @/latin.txt --output @/x.store");
    assertThat(bad.exitCode()).isEqualTo(65);
    assertThat(bad.err()).contains("latin.txt:2: found bytes that are not UTF-8");
    Program.Result told =
        run(
            "import --text @/latin.txt --encoding latin1 --min-df 1 --max-df 100% --min-length 1"
                + " --output @/x.store");
    assertThat(told.exitCode()).as(told.toString()).isZero();
    Program.Result stem = run("import --text @/latin.txt --stem --encoding ebcdic9 --output @/y");
    assertThat(stem.exitCode()).isEqualTo(2);
    assertThat(stem.err()).contains("--stem needs --language", "--encoding: there is no 'ebcdic9'");
    Program.Result infer = run("infer @/none --corpus @/latin.txt --format text --output @/r.npy");
    assertThat(infer.exitCode()).isEqualTo(2);
    assertThat(infer.err()).contains("mpj-lda import --text");
  }

  @Test
  void aMillionLines() throws IOException {
    assumeTrue(
        Boolean.getBoolean("mpjlda.full"), "skipped: a million lines take long; with --full");
    Path lines = folder.resolve("lines.txt");
    Random random = new Random(11);
    try (BufferedWriter out = Files.newBufferedWriter(lines)) {
      for (int line = 0; line < 1_000_000; line++) {
        for (int i = 0; i < 12; i++) {
          out.write("wort" + (int) (50_000 * random.nextDouble() * random.nextDouble()) + " ");
        }
        out.write('\n');
      }
    }
    for (int threads : new int[] {1, 3}) {
      Program.Result result =
          run(
              "import --text @/lines.txt --phrases --threads "
                  + threads
                  + " --output @/s"
                  + threads);
      assertThat(result.exitCode()).as(result.toString()).isZero();
      assertThat(result.out()).contains("1,000,000 documents");
    }
    assertThat(bytes(folder.resolve("s3"))).isEqualTo(bytes(folder.resolve("s1")));
  }
}
