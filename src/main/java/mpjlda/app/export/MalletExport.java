package mpjlda.app.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.topics.TopicSummary;
import mpjlda.core.topics.TopicWord;

/**
 * The files that Mallet 2 writes for {@code --output-topic-keys}, {@code --topic-word-weights-file}
 * and {@code --output-doc-topics}. A weight is Mallet's count plus beta: lambda. A program next to
 * them makes Mallet's inferencer of them, which is an object of Mallet's classes.
 */
final class MalletExport implements Exporter {
  @Override
  public List<Path> write(ExportSource source, Path folder) {
    requireWords(source);
    List<Path> files = new ArrayList<>();
    files.add(Lines.write(folder.resolve("topic-keys.txt"), out -> keys(source, out)));
    files.add(Lines.write(folder.resolve("topic-word-weights.txt"), out -> weights(source, out)));
    files.add(Lines.write(folder.resolve("beta.txt"), out -> out.write(source.eta() + "\n")));
    files.add(Lines.copyResource("MakeInferencer.java", folder));
    source
        .documents()
        .ifPresent(
            documents ->
                files.add(
                    Lines.write(
                        folder.resolve("doc-topics.txt"),
                        out ->
                            documents.forEach(
                                (d, words, gamma) ->
                                    documentRow(out, d, documents.proportions(gamma))))));
    return files;
  }

  /** Words are fields of lines. */
  private static void requireWords(ExportSource source) {
    for (int w = 0; w < source.words(); w++) {
      String word = source.word(w);
      if (word.codePoints().anyMatch(MalletExport::breaks)) {
        throw LdaException.badInput(
            "word "
                + (w + 1)
                + " of the model's vocabulary: found '"
                + shown(word)
                + "', expected no tab and no line end within a word, which Mallet's tables do not"
                + " allow. Export as json or numpy, or train without that word.");
      }
    }
  }

  private static boolean breaks(int character) {
    // Readers of lines take the last three for line ends, too.
    return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
  }

  private static String shown(String word) {
    StringBuilder text = new StringBuilder();
    word.codePoints()
        .forEach(
            c -> {
              if (breaks(c)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }

  private static void keys(ExportSource source, Writer out) throws IOException {
    for (TopicSummary topic :
        TopicSummary.of(source.model().lambda(), source.eta(), source.topWords())) {
      out.write(topic.topic() + "\t" + source.model().alpha()[topic.topic()] + "\t");
      for (TopicWord word : topic.words()) {
        out.write(source.word(word.word()) + " ");
      }
      out.write('\n');
    }
  }

  private static void weights(ExportSource source, Writer out) throws IOException {
    BlockedDoubleMatrix lambda = source.model().lambda();
    for (int k = 0; k < source.topics(); k++) {
      for (int w = 0; w < source.words(); w++) {
        out.write(k + "\t" + source.word(w) + "\t" + lambda.get(w, k) + "\n");
      }
    }
  }

  private static void documentRow(Writer out, long document, double[] theta) throws IOException {
    // Mallet's second column is the document's name; corpora of counts have none.
    out.write(document + "\t" + document);
    for (double share : theta) {
      out.write("\t" + share);
    }
    out.write('\n');
  }
}
