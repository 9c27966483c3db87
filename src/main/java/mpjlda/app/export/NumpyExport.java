package mpjlda.app.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.topics.TopicWeights;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.Npy;
import mpjlda.data.modelio.VocabularyFile;

/** Export of each array as one {@code .npy}; {@code numpy.load} reads each. */
final class NumpyExport implements Exporter {
  @Override
  public List<Path> write(ExportSource source, Path folder) {
    List<Path> files = new ArrayList<>(parameters(source, folder));
    Path topicWord = folder.resolve("topic_word.npy");
    TopicWeights weights = source.weights();
    AtomicFile.writeStream(
        topicWord,
        out ->
            NumpyArrays.matrix(
                out, source.topics(), source.words(), (k, w) -> weights.probability(w, k)));
    files.add(topicWord);
    source
        .documents()
        .ifPresent(
            documents -> {
              Path docTopic = folder.resolve("doc_topic.npy");
              AtomicFile.writeStream(
                  docTopic, out -> NumpyArrays.proportions(out, documents, source.topics()));
              files.add(docTopic);
            });
    return files;
  }

  /** lambda, alpha and the vocabulary, as they lie in a model directory. */
  static List<Path> parameters(ExportSource source, Path folder) {
    Path lambda = folder.resolve(ModelDirectory.LAMBDA);
    Path alpha = folder.resolve(ModelDirectory.ALPHA);
    Path vocabulary = folder.resolve(ModelDirectory.VOCABULARY);
    Npy.writeTransposed(lambda, source.model().lambda());
    Npy.writeVector(alpha, source.model().alpha());
    VocabularyFile.write(vocabulary, source.model().vocabulary());
    return List.of(lambda, alpha, vocabulary);
  }
}
