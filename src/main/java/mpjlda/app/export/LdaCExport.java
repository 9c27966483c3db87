package mpjlda.app.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mpjlda.core.topics.TopicWeights;
import mpjlda.data.modelio.VocabularyFile;

/**
 * The files of Blei's lda-c: {@code final.beta} has a topic a line with ln p(w | k) of each word,
 * {@code final.gamma} a document a line with its K gammas.
 *
 * <p>lda-c knows one alpha for all topics: of several, their mean is written.
 */
final class LdaCExport implements Exporter {
  @Override
  public List<Path> write(ExportSource source, Path folder) {
    List<Path> files = new ArrayList<>();
    files.add(Lines.write(folder.resolve("final.beta"), out -> beta(source, out)));
    double alpha = Arrays.stream(source.model().alpha()).average().orElseThrow();
    files.add(
        Lines.write(
            folder.resolve("final.other"),
            out ->
                out.write(
                    String.format(
                        Locale.ROOT,
                        "num_topics %d\nnum_terms %d\nalpha %.10f\n",
                        source.topics(),
                        source.words(),
                        alpha))));
    Path vocabulary = folder.resolve("vocab.txt");
    VocabularyFile.write(vocabulary, source.model().vocabulary());
    files.add(vocabulary);
    source
        .documents()
        .ifPresent(
            documents ->
                files.add(
                    Lines.write(
                        folder.resolve("final.gamma"),
                        out -> documents.forEach((d, words, gamma) -> row(out, gamma)))));
    return files;
  }

  private static void beta(ExportSource source, Writer out) throws IOException {
    TopicWeights weights = source.weights();
    double[] row = new double[source.words()];
    for (int k = 0; k < source.topics(); k++) {
      for (int w = 0; w < row.length; w++) {
        row[w] = StrictMath.log(weights.probability(w, k));
      }
      row(out, row);
    }
  }

  private static void row(Writer out, double[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      out.write(i == 0 ? "" : " ");
      out.write(Double.toString(values[i]));
    }
    out.write('\n');
  }
}
