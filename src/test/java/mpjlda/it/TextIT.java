package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    return new Program().run(line.replace("@", folder.toString()).split(" +", -1));
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
    assertThat(changed.err()).contains("holds a run on another text", "text_digest");
    Program.Result anew = run(train + "1 --iterations 2 --resume never");
    assertThat(anew.exitCode()).as(anew.toString()).isZero();
  }

  /** Stems and phrases are made of new text as of the model's own, wherever its store lies. */
  @Test
  void newTextIsReadAsTheModels() throws IOException {
    Path texts = texts(20);
    for (int f = 0; f < 20; f++) {
      Files.writeString(texts.resolve("x" + f + ".txt"), "sailing ships " + "New York ".repeat(f));
    }
    Program.Result made =
        run("import --text @/texts --language en --stem --phrases --max-df 100% --output @/s");
    assertThat(made.exitCode()).as(made.toString()).isZero();
    Program.Result train = run("train --corpus @/s -k 2 --iterations 2 -q --output @/model");
    assertThat(train.exitCode()).as(train.toString()).isZero();
    Files.writeString(folder.resolve("new.txt"), "He sails to New York\n");
    String infer = "infer @/model --corpus @/new.txt --format text --top 1 --output @/top.tsv";
    Program.Result known = run(infer);
    assertThat(known.exitCode()).as(known.toString()).isZero();
    assertThat(known.out()).contains("tokens 2\n");
    Files.move(folder.resolve("s"), folder.resolve("elsewhere"));
    Program.Result moved = run(infer);
    assertThat(moved.exitCode()).as(moved.toString()).isZero();
    assertThat(moved.err()).contains("words are made as those of the model's text");
    assertThat(moved.out()).contains("tokens 2\n");
  }

  @Test
  void newTextWithAModelsVocabulary() throws IOException {
    texts(20);
    Program.Result train = run("train --corpus @/texts -k 2 --iterations 2 --output @/model");
    assertThat(train.exitCode()).as(train.toString()).isZero();
    assertThat(train.err()).contains("texts is taken as text", "--format", "20 documents");
    Files.writeString(folder.resolve("new.txt"), "a ship in the oven\nnothing known\n");
    Program.Result made =
        run("import --text @/new.txt --vocab @/model/vocab.txt --json -q --output @/new.store");
    assertThat(made.exitCode()).as(made.toString()).isZero();
    assertThat(made.out()).contains("\"documents\":2", "\"tokens\":2,", "\"unknown\"");
    assertThat(made.err()).isEmpty();
    Program.Result infer = run("infer @/model --corpus @/new.store --output @/rows.tsv");
    assertThat(infer.exitCode()).as(infer.toString()).isZero();
    List<String> rows = Files.readAllLines(folder.resolve("rows.tsv"));
    assertThat(rows).hasSize(3);
    Program.Result atOnce =
        run(
            "infer @/model -np 2 --corpus @/new.txt --format text --names --flags @/f --output"
                + " @/named.tsv");
    assertThat(atOnce.exitCode()).as(atOnce.toString()).isZero();
    assertThat(atOnce.err()).contains("words are made as those of the model's text");
    assertThat(Files.readAllLines(folder.resolve("named.tsv")).subList(1, 3))
        .containsExactly(
            rows.get(1).replaceFirst("0", "new.txt:1"), rows.get(2).replaceFirst("1", "new.txt:2"));
    assertThat(folder.resolve("f")).hasContent("document\tflag\n1\tempty\n");
    try (var left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()).filter(n -> n.startsWith(".")))
          .isEmpty();
    }
  }

  /** Encoding and words are as the options say, also of new text. */
  @Test
  void trainingOnTextTakesTheOptionsForWords() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int d = 0; d < 12; d++) {
      lines.append(d % 2 == 0 ? "Caf\u00e9/NN the x\n" : "na\u00efve/JJ the .\n");
    }
    Files.writeString(folder.resolve("latin.txt"), lines, StandardCharsets.ISO_8859_1);
    Program.Result unknown = run("train --corpus @/latin.txt -k 2 --output @/model");
    assertThat(unknown.exitCode()).as(unknown.toString()).isEqualTo(65);
    assertThat(unknown.err()).contains("latin.txt: found bytes that are not UTF-8", "--encoding");
    Program.Result train =
        run(
            "train -np 2 --corpus @/latin.txt --encoding windows-1252 --tokenised --stop-words en"
                + " -k 2 --iterations 2 --output @/model");
    assertThat(train.exitCode()).as(train.toString()).isZero();
    assertThat(Files.readAllLines(folder.resolve("model/vocab.txt")))
        .containsExactly(".", "Caf\u00e9/NN", "na\u00efve/JJ", "x");
    assertThat(folder.resolve("model/model.json")).content().contains("\"tokenised\"");
    Program.Result infer =
        run("infer @/model --corpus @/latin.txt --format text --output @/rows.tsv");
    assertThat(infer.exitCode()).as(infer.toString()).isZero();
    assertThat(infer.out()).contains("tokens 24\n");
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
    // Rank 0 alone reads the text, and its fault ends the run on both, reported once.
    Program.Result train =
        run("train -np 2 --corpus @/latin.txt --format text -k 2 --output @/model -q");
    assertThat(train.exitCode()).as(train.toString()).isEqualTo(65);
    assertThat(train.err().lines()).hasSize(1);
    assertThat(train.err()).contains("latin.txt:2: found bytes that are not UTF-8");
    Program.Result evaluate = run("evaluate @/none --corpus @/latin.txt --format text");
    assertThat(evaluate.exitCode()).isEqualTo(2);
    assertThat(evaluate.err()).contains("mpj-lda import --text");
  }

  /**
   * Checked against what was counted while the lines were made: the vocabulary's order, each word's
   * tokens and documents, the names.
   */
  @Test
  void aMillionLines() throws IOException {
    assumeTrue(
        Boolean.getBoolean("mpjlda.full"), "skipped: a million lines take long; with --full");
    long seed = 11;
    MillionLines lines = MillionLines.write(folder.resolve("lines.txt"), new Random(seed));
    String[] runs = {"", "--threads 3"};
    for (int r = 0; r < runs.length; r++) {
      Program.Result result =
          run("import --text @/lines.txt --json " + runs[r] + " --output @/s" + r);
      assertThat(result.exitCode()).as(result.toString()).isZero();
      assertThat(result.out())
          .as("seed %d, %s", seed, runs[r])
          .contains("\"documents\":" + lines.documents() + ",")
          .contains("\"blank_lines\":" + (1_000_000 - lines.documents()) + ",")
          .contains("\"tokens_read\":" + lines.tokens() + ",");
      if (r > 0) {
        assertThat(bytes(folder.resolve("s" + r))).isEqualTo(bytes(folder.resolve("s0")));
      }
    }
    lines.check(folder.resolve("s0"), "seed " + seed);
    for (String more : new String[] {"--threads 1", "--threads 3"}) {
      Program.Result result =
          run("import --text @/lines.txt --phrases --overwrite --output @/p" + " " + more);
      assertThat(result.exitCode()).as(result.toString()).isZero();
      Path kept = folder.resolve("kept");
      if (Files.isDirectory(kept)) {
        assertThat(bytes(folder.resolve("p"))).isEqualTo(bytes(kept));
      } else {
        Files.move(folder.resolve("p"), kept);
      }
    }
  }
}
