package mpjlda.app.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.app.config.AlphaPrior;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.io.IoFailure;
import mpjlda.data.io.ProgramVersion;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelWriter;
import mpjlda.data.modelio.Npy;
import mpjlda.data.modelio.NpyHeader;
import mpjlda.data.modelio.Provenance;

/** Topics that another program has fitted, made into a model directory. */
public final class LambdaImport {
  /**
   * A model to import.
   *
   * @param lambda {@code .npy} (K, V), or lda-c's {@code final.beta}
   * @param vocabulary a word a line
   * @param alpha the documents' prior, as {@link AlphaPrior#parse(String)} reads it
   * @param eta the topics' prior, which is added to what lda-c's probabilities stand for
   * @param tokens of the corpus: how sure lda-c's probabilities are
   */
  public record Request(
      Path lambda, Path vocabulary, String alpha, double eta, long tokens, Path output) {}

  private LambdaImport() {}

  /**
   * Reads and writes.
   *
   * @return K and V of the model, in words
   * @throws LdaException (65) if a file is not sound or they do not fit; (2) if alpha is not one
   *     number or one for each topic
   */
  public static String run(Request request, String host) {
    Instant started = Instant.now();
    Vocabulary vocabulary = Vocabulary.read(request.vocabulary());
    boolean npy = request.lambda().toString().endsWith(".npy");
    BlockedDoubleMatrix lambda =
        npy ? fromNumpy(request, vocabulary) : fromLdaC(request, vocabulary);
    ModelDirectory.checkLambda(request.lambda(), lambda);
    int topics = lambda.layout().columns();
    double[] alpha = AlphaPrior.parse(request.alpha(), topics);
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("imported", request.lambda().toString());
    options.put("alpha", request.alpha());
    options.put("eta", request.eta());
    ModelInfo info =
        new ModelInfo(
            topics,
            vocabulary.size(),
            0,
            npy ? 0 : request.tokens(),
            options,
            0,
            "",
            vocabulary.hash(),
            request.eta(),
            0,
            Double.NaN,
            true,
            new Provenance(
                "mpj-lda " + ProgramVersion.value(),
                Provenance.thisJava(),
                host,
                started,
                Instant.now()));
    ModelWriter.save(
        request.output(), info, new TopicModel(lambda, alpha, request.eta(), vocabulary.words()));
    return topics + " topics, " + vocabulary.size() + " words";
  }

  private static BlockedDoubleMatrix fromNumpy(Request request, Vocabulary vocabulary) {
    NpyHeader header = Npy.readHeader(request.lambda());
    List<Long> shape = header.shape();
    if (shape.size() != 2 || shape.get(1) != vocabulary.size()) {
      throw LdaException.badInput(
          request.lambda()
              + ": found an array of shape "
              + header.shapeText()
              + ", expected (K, "
              + vocabulary.size()
              + ") for the words of "
              + request.vocabulary()
              + ".");
    }
    return Npy.readTransposed(request.lambda(), Math.toIntExact(shape.get(0)), vocabulary.size());
  }

  /** lambda_kw = eta + p(w | k) · tokens / K: each topic as sure as if it had its share of them. */
  private static BlockedDoubleMatrix fromLdaC(Request request, Vocabulary vocabulary) {
    Path path = request.lambda();
    try {
      int topics = 0;
      try (BufferedReader reader = Files.newBufferedReader(path)) {
        while (reader.readLine() != null) {
          topics++;
        }
      }
      if (topics == 0) {
        throw LdaException.badInput(path + ": found no line, expected one for each topic.");
      }
      double tokensPerTopic = (double) request.tokens() / topics;
      BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(vocabulary.size(), topics));
      try (BufferedReader reader = Files.newBufferedReader(path)) {
        for (int k = 0; k < topics; k++) {
          double[] row = logProbabilities(path, k + 1, String.valueOf(reader.readLine()));
          if (row.length != vocabulary.size()) {
            throw LdaException.badInput(
                at(path, k + 1)
                    + "found "
                    + row.length
                    + " numbers, expected one for each of the "
                    + vocabulary.size()
                    + " words of "
                    + request.vocabulary()
                    + ".");
          }
          for (int w = 0; w < row.length; w++) {
            lambda.set(w, k, request.eta() + StrictMath.exp(row[w]) * tokensPerTopic);
          }
        }
      }
      return lambda;
    } catch (CharacterCodingException e) {
      throw LdaException.badInput(path + ": not a text; expected .npy or lda-c's final.beta.");
    } catch (IOException e) {
      throw IoFailure.reading(path, e);
    }
  }

  private static double[] logProbabilities(Path path, int line, String text) {
    String[] fields = text.strip().split("\\s+", -1);
    double[] values = new double[fields.length];
    for (int i = 0; i < fields.length; i++) {
      try {
        values[i] = Double.parseDouble(fields[i]);
      } catch (NumberFormatException e) {
        throw LdaException.badInput(
            at(path, line)
                + "found \""
                + SafeText.quoted(fields[i])
                + "\", expected the logarithm of a probability.");
      }
      if (!(values[i] <= 1e-6)) {
        throw LdaException.badInput(
            at(path, line)
                + "found "
                + fields[i]
                + ", expected the logarithm of a probability, which is not above 0.");
      }
    }
    return values;
  }

  private static String at(Path path, int line) {
    return path + ":" + line + ": ";
  }
}
