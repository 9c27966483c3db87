package mpjlda.data.modelio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
  /** printf 'love\nnaïve\n恋' | sha256sum */
  private static final String HASH =
      "4287eb781557cf54558011a97c808718a3d52dafde20a371ed86fab8983e0fd9";

  private static final List<String> WORDS = List.of("love", "naïve", "恋");

  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void save() {
    model = folder.resolve("a/model");
    save(-1234.5678901234567);
  }

  private void save(double bound) {
    ModelWriter.save(model, info(bound), model());
  }

  private static ModelInfo info(double bound) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("topics", 2);
    options.put("corpus", List.of("a.txt", "b.txt"));
    options.put("alpha", "auto");
    options.put("tolerance", 1e-5);
    return new ModelInfo(
        2,
        3,
        10,
        1L << 40,
        options,
        -1,
        "c0ffee",
        HASH,
        0.5,
        7,
        bound,
        true,
        new Provenance(
            "mpj-lda 0.1.0",
            Provenance.thisJava(),
            "node1",
            Instant.parse("2026-01-31T12:00:00Z"),
            Instant.parse("2026-01-31T13:00:00.5Z")));
  }

  private static TopicModel model() {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(3, 2));
    double[][] values = {{1.5, 4.5}, {0.5, 0.1 + 0.2}, {2.5, 4.5}};
    for (int w = 0; w < 3; w++) {
      lambda.set(w, 0, values[w][0]);
      lambda.set(w, 1, values[w][1]);
    }
    return new TopicModel(lambda, new double[] {0.1, 0.7}, 0.5, WORDS);
  }

  @Test
  void comesBackAsItWas() {
    TopicModel saved = model();

    ModelInfo info = ModelDirectory.readInfo(model);
    TopicModel read = ModelDirectory.open(model);

    assertThat(info).isEqualTo(info(-1234.5678901234567));
    assertThat(info.options().keySet()).containsExactly("topics", "corpus", "alpha", "tolerance");
    assertThat(read.eta()).isEqualTo(0.5);
    assertThat(read.alpha()).isEqualTo(saved.alpha());
    assertThat(read.vocabulary()).isEqualTo(WORDS);
    assertThat(read.lambda().block(0)).isEqualTo(saved.lambda().block(0));
    assertThat(ModelDirectory.verify(model)).hasSize(6);
  }

  @Test
  void theFilesAreThoseOfTheContract() throws IOException {
    JsonNode json = new ObjectMapper().readTree(model.resolve("model.json").toFile());
    assertThat(json.get("format_version").intValue()).isEqualTo(1);
    assertThat(json.get("K").intValue()).isEqualTo(2);
    assertThat(json.get("V").intValue()).isEqualTo(3);
    assertThat(json.get("D").intValue()).isEqualTo(10);
    assertThat(json.get("tokens").longValue()).isEqualTo(1L << 40);
    assertThat(json.get("complete").booleanValue()).isTrue();
    assertThat(json.get("bound").doubleValue()).isEqualTo(-1234.5678901234567);
    assertThat(json.get("files").get("vocab.txt").get("bytes").intValue()).isEqualTo(16);
    assertThat(model.resolve("vocab.txt")).hasContent("love\nnaïve\n恋\n");
    assertThat(model.resolve("timing.json")).hasContent("{ }\n");
    // Tokens without the prior: 3 and 7.8, the second word's -0.2 included.
    assertThat(model.resolve("topics.tsv"))
        .hasContent(
            "topic\tshare\trank\tword\tprobability\n"
                + "0\t0.277778\t1\t恋\t0.555556\n"
                + "0\t0.277778\t2\tlove\t0.333333\n"
                + "0\t0.277778\t3\tnaïve\t0.111111\n"
                + "1\t0.722222\t1\tlove\t0.483871\n"
                + "1\t0.722222\t2\t恋\t0.483871\n"
                + "1\t0.722222\t3\tnaïve\t0.0322581\n");
  }

  @Test
  void numbersThatAreNotFiniteAreNull() {
    save(Double.NaN);

    assertThat(model.resolve("model.json"))
        .content()
        .contains("\"bound\" : null")
        .doesNotContain("NaN");
    assertThat(ModelDirectory.readInfo(model).bound()).isNaN();
  }

  @Test
  void anInterruptedReplacementIsNoModel() throws IOException {
    // A folder in the place of topics.tsv: the writing fails half-way.
    Files.delete(model.resolve("topics.tsv"));
    Files.createDirectories(model.resolve("topics.tsv/inside"));

    assertThatThrownBy(() -> save(-1))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("topics.tsv");

    assertThat(ModelDirectory.isModel(model)).isFalse();
    assertDamage("no model.json, so its writing was interrupted");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    for (String name : List.of("lambda.npy", "alpha.npy", "vocab.txt")) {
      save();
      Files.delete(model.resolve(name));
      assertDamage(name + ": missing from the model directory");
    }
  }

  @Test
  void everyFlippedByteOfTheNumbersAndWordsIsNoticed() throws IOException {
    for (String name : List.of("lambda.npy", "alpha.npy", "vocab.txt")) {
      byte[] whole = Files.readAllBytes(model.resolve(name));
      for (int i = 0; i < whole.length; i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= 1;
        Files.write(model.resolve(name), damaged);
        assertDamage(name + ": not the file that this model was saved with");
      }
      Files.write(model.resolve(name), whole);
    }
  }

  @Test
  void everyCutOfTheManifestIsNoticed() throws IOException {
    Path manifest = model.resolve("model.json");
    String whole = Files.readString(manifest).strip();
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(manifest, whole.substring(0, length));
      assertDamage("model.json");
    }
  }

  @Test
  void brokenJsonIsNamedByItsLine() throws IOException {
    editManifest("\"K\" : 2", "\"K\" : two");
    assertDamage("model.json:4: broken JSON");
  }

  @Test
  void contradictionsAreNamed() throws IOException {
    editManifest("\"files\"", "\"no-files\"");
    editManifest("\"V\" : 3", "\"V\" : 4");
    assertDamage("lambda.npy: shape (2, 3) found, (2, 4) expected");

    save();
    editManifest("\"format_version\" : 1", "\"format_version\" : 2");
    assertDamage("format version 2 found, this program reads up to 1");

    save();
    editManifest("\"tokens\" :", "\"token\" :");
    assertDamage("model.json: \"tokens\" is missing");

    save();
    editManifest("\"K\" : 2", "\"K\" : -2");
    assertDamage("\"K\" is -2, a whole number, 0 or more, expected");

    save();
    editManifest("2026-01-31T12:00:00Z", "yesterday");
    assertDamage("\"started\" is yesterday");
  }

  @Test
  void numbersThatNoModelHasAreNamedByTheirPlace() throws IOException {
    editManifest("\"files\"", "\"no-files\"");
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      BlockedDoubleMatrix lambda = model().lambda();
      lambda.set(2, 1, bad);
      Npy.writeTransposed(model.resolve("lambda.npy"), lambda);
      assertDamage("lambda.npy: entry [1, 2] (topic, word) is " + bad);
    }
    Npy.writeTransposed(model.resolve("lambda.npy"), model().lambda());
    Npy.writeVector(model.resolve("alpha.npy"), new double[] {1, 0});
    assertDamage("alpha.npy: entry [1] is 0.0");
  }

  @Test
  void vocabulariesOfAnotherLengthOrEncodingAreNamed() throws IOException {
    editManifest("\"files\"", "\"no-files\"");
    Files.writeString(model.resolve("vocab.txt"), "love\nnaïve\n");
    assertDamage("vocab.txt: 2 words found, 3 expected");

    Files.write(model.resolve("vocab.txt"), new byte[] {'a', '\n', (byte) 0xff, '\n', 'c', '\n'});
    assertDamage("vocab.txt:2: the word is not in UTF-8");
  }

  @Test
  void verifyFindsWhatOpenDoesNotRead() throws IOException {
    Files.writeString(model.resolve("topics.tsv"), "topic\n");
    ModelDirectory.open(model);
    assertThatThrownBy(() -> ModelDirectory.verify(model))
        .hasMessageContaining("topics.tsv: does not agree with lambda.npy");

    save();
    editManifest(HASH, "0".repeat(64));
    assertThatThrownBy(() -> ModelDirectory.verify(model))
        .hasMessageContaining("vocab.txt: hash " + HASH + " found, " + "0".repeat(64));

    save();
    Files.writeString(model.resolve("timing.json"), "{");
    assertThatThrownBy(() -> ModelDirectory.verify(model))
        .hasMessageContaining("timing.json:1: broken JSON");
  }

  @Test
  void whatIsNoFolderIsNamed() {
    assertThatThrownBy(() -> ModelDirectory.open(folder.resolve("nowhere")))
        .hasMessageContaining("there is no such folder");
    assertThatThrownBy(() -> ModelDirectory.open(model.resolve("model.json")))
        .hasMessageContaining("a file, not a folder");
    assertThatThrownBy(() -> ModelDirectory.open(folder))
        .hasMessageContaining("it has no model.json");
  }

  @Test
  void shapesThatContradictEachOtherAreNotSaved() {
    BlockedDoubleMatrix lambda = model().lambda();
    assertThatThrownBy(() -> new TopicModel(lambda, new double[3], 0.5, WORDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alpha has 3");
    TopicModel other = new TopicModel(lambda, new double[2], 0.25, WORDS);

    assertThatThrownBy(() -> ModelWriter.save(model, info(-1), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eta = 0.25 found, expected 2, 3 and 0.5");
    assertThat(ModelDirectory.readInfo(model).iterations()).isEqualTo(7);
  }

  private void editManifest(String from, String to) throws IOException {
    Path manifest = model.resolve("model.json");
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
  }

  private void assertDamage(String message) {
    LdaException failure =
        catchThrowableOfType(LdaException.class, () -> ModelDirectory.open(model));
    assertThat(failure).as("%s", message).isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(failure).hasMessageContaining(message).hasMessageContaining(model.toString());
  }
}
