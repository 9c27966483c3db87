package mpjlda.app.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mpjlda.app.config.TrainingConfig;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.CorpusSummary;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.Json;
import mpjlda.data.io.Sha256;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that a run may not change when it continues: the corpus, the vocabulary and the
 * options that decide the model's bytes. How far it goes (iterations, tolerance) may.
 */
final class RunIdentity {
  static final String START_HASH = "initial_lambda_sha256";

  private RunIdentity() {}

  /**
   * The identity of a new run.
   *
   * @param options {@link #options} of the same configuration
   */
  static Fingerprint of(TrainingConfig config, Map<String, Object> options, CorpusSummary corpus) {
    return fingerprint(corpus.corpusHash(), corpus.vocabularyHash(), options, config);
  }

  /** The identity of the run that made a model. */
  static Fingerprint of(ModelInfo info, TrainingConfig like) {
    return fingerprint(info.corpusHash(), info.vocabularyHash(), info.options(), like);
  }

  /**
   * The options for {@code model.json}: all of them, and what the initial lambda was.
   *
   * @param startHash {@link #startHash}
   */
  static Map<String, Object> options(TrainingConfig config, String startHash) {
    Map<String, Object> options = new LinkedHashMap<>(config.allOptions());
    options.put(START_HASH, startHash);
    return options;
  }

  /**
   * The hash of the initial lambda, or the initial model's and its words; empty if there is
   * neither. Reads those files: rank 0 tells the others.
   */
  static String startHash(TrainingConfig config) {
    Optional<String> model =
        config
            .start()
            .model()
            .map(
                folder ->
                    sha256(folder.resolve(ModelDirectory.LAMBDA))
                        + sha256(folder.resolve(ModelDirectory.VOCABULARY)));
    return model.or(() -> config.start().lambda().map(RunIdentity::sha256)).orElse("");
  }

  private static Fingerprint fingerprint(
      String corpusHash, String vocabularyHash, Map<String, Object> options, TrainingConfig like) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("corpus", corpusHash);
    values.put("vocabulary", vocabularyHash);
    for (String name : like.modelOptions().keySet()) {
      values.put(name, asJson(options.get(name)));
    }
    values.put(START_HASH, asJson(options.get(START_HASH)));
    return new Fingerprint(values);
  }

  /** Numbers that were read from JSON are compared as they are written there. */
  private static String asJson(@Nullable Object value) {
    String json = Json.line(Map.of("x", Objects.requireNonNullElse(value, "")));
    return json.substring("{\"x\":".length(), json.length() - 1);
  }

  private static String sha256(Path path) {
    IoFailure.refuseSpecial(path);
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest digest = Sha256.start();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return Sha256.hex(digest);
    } catch (IOException e) {
      throw LdaException.badInput(path + ": cannot be read: " + e.getMessage());
    }
  }
}
