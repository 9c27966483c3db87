package mpjlda.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.modelio.ModelInfos;
import mpjlda.data.modelio.ModelWriter;

/** Toy corpora and models as files and as the program's own matrices. */
public final class ToyFiles {
  private ToyFiles() {}

  /** Writes lda-c's format. */
  public static Path ldac(Path file, Corpus corpus) {
    StringBuilder text = new StringBuilder();
    for (int d = 0; d < corpus.documents(); d++) {
      text.append(corpus.words()[d].length);
      for (int i = 0; i < corpus.words()[d].length; i++) {
        text.append(' ').append(corpus.words()[d][i]).append(':').append(corpus.counts()[d][i]);
      }
      text.append('\n');
    }
    return write(file, text.toString());
  }

  public static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file in lda-c's format with the words w0, w1, … */
  public static CorpusSource source(Path file) {
    return new CorpusSource(List.of(file.toString()), CorpusFormat.LDAC, null, Integer.MAX_VALUE);
  }

  /** The words w0, w1, … */
  public static List<String> words(int vocabulary) {
    return IntStream.range(0, vocabulary).mapToObj(w -> "w" + w).toList();
  }

  /** Word by word. */
  public static BlockedDoubleMatrix rows(double[][] lambda) {
    BlockedDoubleMatrix rows =
        new BlockedDoubleMatrix(RowLayout.of(lambda[0].length, lambda.length));
    for (int k = 0; k < lambda.length; k++) {
      for (int w = 0; w < lambda[k].length; w++) {
        rows.set(w, k, lambda[k][w]);
      }
    }
    return rows;
  }

  /** A model in memory of the words w0, w1, … */
  public static TopicModel model(double[][] lambda, double... alpha) {
    return new TopicModel(rows(lambda), alpha, 0.01, words(lambda[0].length));
  }

  /** A model directory of the words w0, w1, … */
  public static Path model(Path directory, double[][] lambda, double[] alpha, double eta) {
    TopicModel model = new TopicModel(rows(lambda), alpha, eta, words(lambda[0].length));
    ModelWriter.save(directory, ModelInfos.of(model), model);
    return directory;
  }
}
