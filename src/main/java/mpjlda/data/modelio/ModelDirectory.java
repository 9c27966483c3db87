package mpjlda.data.modelio;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.topics.TopicSummary;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.JsonFields;

/**
 * The model directory: the names of its files, and reading them.
 *
 * <p>Every kind of damage is an {@link LdaException} (65) that names the file and says what was
 * found and what was expected.
 */
public final class ModelDirectory {
  /** The manifest; a directory without it is no model. */
  public static final String MODEL = "model.json";

  /** float64 (K, V), C order. */
  public static final String LAMBDA = "lambda.npy";

  /** float64 (K,). */
  public static final String ALPHA = "alpha.npy";

  /** Words, one a line. */
  public static final String VOCABULARY = "vocab.txt";

  /** The topics' most probable words. */
  public static final String TOPICS = "topics.tsv";

  /** Metrics, one JSON object an iteration. */
  public static final String METRICS = "metrics.jsonl";

  /** The closing table. */
  public static final String TIMING = "timing.json";

  /** The files whose checksums {@code model.json} keeps: what a model is made of. */
  static final List<String> CHECKED = List.of(LAMBDA, ALPHA, VOCABULARY);

  private ModelDirectory() {}

  /** Tests for a model, damaged or not: a directory with {@code model.json} in it. */
  public static boolean isModel(Path directory) {
    return Files.isRegularFile(directory.resolve(MODEL));
  }

  /** Reads {@code model.json} alone: what a model was made of and by. */
  public static ModelInfo readInfo(Path directory) {
    return info(directory, manifest(directory));
  }

  /** Reads a model and checks it: checksums, shapes, and every number. */
  public static TopicModel open(Path directory) {
    JsonFields manifest = manifest(directory);
    ModelInfo info = info(directory, manifest);
    checkFiles(directory, manifest);
    BlockedDoubleMatrix lambda =
        readLambda(directory.resolve(LAMBDA), info.topics(), info.vocabularySize());
    double[] alpha = Npy.readVector(directory.resolve(ALPHA), info.topics());
    checkAlpha(directory.resolve(ALPHA), alpha);
    return new TopicModel(lambda, alpha, info.eta(), vocabulary(directory, info));
  }

  /**
   * Checks all files of a model: what {@link #open} checks, the vocabulary against its hash, {@code
   * topics.tsv} against lambda, and that the other files can be read.
   *
   * @return a line for each check that was passed
   */
  public static List<String> verify(Path directory) {
    List<String> passed = new ArrayList<>();
    TopicModel model = open(directory);
    ModelInfo info = readInfo(directory);
    passed.add(MODEL + ": readable, format version " + ModelInfo.FORMAT_VERSION);
    passed.add(
        String.format(
            "%s: float64 (%d, %d), all finite and > 0",
            LAMBDA, info.topics(), info.vocabularySize()));
    passed.add(String.format("%s: float64 (%d,), all finite and > 0", ALPHA, info.topics()));
    String hash = VocabularyFile.hash(model.vocabulary());
    if (!hash.equals(info.vocabularyHash())) {
      throw LdaException.badInput(
          String.format(
              "%s: hash %s found, %s expected by %s.",
              directory.resolve(VOCABULARY), hash, info.vocabularyHash(), MODEL));
    }
    passed.add(VOCABULARY + ": " + model.vocabulary().size() + " words, hash as in " + MODEL);
    verifyTopics(directory, model);
    passed.add(TOPICS + ": agrees with " + LAMBDA);
    JsonFields.parse(directory.resolve(TIMING).toString(), 1, readText(directory.resolve(TIMING)));
    passed.add(TIMING + ": readable");
    Path metrics = directory.resolve(METRICS);
    if (Files.exists(metrics)) {
      int iterations = MetricsLog.read(metrics).iterations().size();
      passed.add(METRICS + ": readable, " + iterations + " iterations");
    }
    return List.copyOf(passed);
  }

  private static JsonFields manifest(Path directory) {
    if (!Files.isDirectory(directory)) {
      String found = Files.exists(directory) ? "a file, not a folder" : "there is no such folder";
      throw LdaException.badInput(directory + ": " + found + "; a model directory is expected.");
    }
    Path path = directory.resolve(MODEL);
    if (!Files.exists(path)) {
      String reason =
          Files.exists(directory.resolve(LAMBDA))
              ? "it has " + LAMBDA + " but no " + MODEL + ", so its writing was interrupted."
              : "it has no " + MODEL + ".";
      throw LdaException.badInput(
          directory + ": not a complete model directory: " + reason + " Run the training again.");
    }
    return JsonFields.parse(path.toString(), 1, readText(path));
  }

  private static ModelInfo info(Path directory, JsonFields manifest) {
    Path path = directory.resolve(MODEL);
    long version = manifest.count("format_version");
    if (version > ModelInfo.FORMAT_VERSION) {
      throw LdaException.badInput(
          String.format(
              "%s: format version %d found, this program reads up to %d. Use a newer mpj-lda.",
              path, version, ModelInfo.FORMAT_VERSION));
    }
    if (version < 1) {
      throw LdaException.badInput(path + ": format version 0 found, 1 expected.");
    }
    ModelInfo info = ModelInfo.from(manifest);
    if (info.topics() < 1 || info.vocabularySize() < 1) {
      throw LdaException.badInput(
          String.format(
              "%s: K = %d and V = %d found, 1 or more expected.",
              path, info.topics(), info.vocabularySize()));
    }
    if (!(info.eta() >= 0 && info.eta() < Double.POSITIVE_INFINITY)) {
      throw LdaException.badInput(path + ": eta is not a number, 0 or more.");
    }
    return info;
  }

  private static void checkFiles(Path directory, JsonFields manifest) {
    for (String name : CHECKED) {
      Path path = directory.resolve(name);
      if (!Files.exists(path)) {
        throw LdaException.badInput(path + ": missing from the model directory.");
      }
      // A model made by other means may come without checksums; its numbers are checked anyway.
      if (manifest.has("files") && manifest.object("files").has(name)) {
        Checksum.from(manifest.object("files").object(name)).check(path);
      }
    }
  }

  /**
   * Reads a (K, V) array of numbers that are finite and above 0.
   *
   * @throws LdaException (65) if it is damaged, of another shape, or has another number
   */
  public static BlockedDoubleMatrix readLambda(Path path, int topics, int words) {
    BlockedDoubleMatrix lambda = Npy.readTransposed(path, topics, words);
    checkLambda(path, lambda);
    return lambda;
  }

  /**
   * Checks that all entries are finite and above 0.
   *
   * @param path where they come from, for the message
   * @throws LdaException (65) that names the first one that is not
   */
  public static void checkLambda(Path path, BlockedDoubleMatrix lambda) {
    RowLayout layout = lambda.layout();
    for (int b = 0; b < layout.blocks(); b++) {
      double[] block = lambda.block(b);
      for (int i = 0; i < block.length; i++) {
        if (!isPositive(block[i])) {
          int word = layout.firstRow(b) + i / layout.columns();
          throw LdaException.badInput(
              String.format(
                  "%s: entry [%d, %d] (topic, word) is %s, a finite number > 0 expected.",
                  path, i % layout.columns(), word, block[i]));
        }
      }
    }
  }

  private static void checkAlpha(Path path, double[] alpha) {
    for (int k = 0; k < alpha.length; k++) {
      if (!isPositive(alpha[k])) {
        throw LdaException.badInput(
            String.format(
                "%s: entry [%d] is %s, a finite number > 0 expected.", path, k, alpha[k]));
      }
    }
  }

  private static boolean isPositive(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private static List<String> vocabulary(Path directory, ModelInfo info) {
    Path path = directory.resolve(VOCABULARY);
    List<String> words = VocabularyFile.read(path);
    if (words.size() != info.vocabularySize()) {
      throw LdaException.badInput(
          String.format(
              "%s: %d words found, %d expected by %s.",
              path, words.size(), info.vocabularySize(), MODEL));
    }
    return words;
  }

  private static void verifyTopics(Path directory, TopicModel model) {
    Path path = directory.resolve(TOPICS);
    List<TopicSummary> topics = TopicSummary.of(model.lambda(), model.eta(), TopicTable.WORDS);
    if (!readText(path).equals(TopicTable.text(topics, model.vocabulary()))) {
      throw LdaException.badInput(path + ": does not agree with " + LAMBDA + ".");
    }
  }

  static String readText(Path path) {
    try {
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new LdaException(ExitCode.BAD_INPUT, path + ": not a text in UTF-8.", e);
    } catch (IOException e) {
      throw IoFailure.reading(path, e);
    }
  }
}
