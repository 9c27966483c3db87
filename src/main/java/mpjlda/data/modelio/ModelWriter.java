package mpjlda.data.modelio;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.RowLayout;
import mpjlda.core.topics.TopicSummary;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.Json;

/**
 * Writes a model directory so that a half-written model is never taken for a model: {@code
 * model.json} comes last, and before an older model is replaced its {@code model.json} goes first.
 */
public final class ModelWriter {
  private ModelWriter() {}

  /**
   * Writes or replaces the model in {@code directory}, which is made if it is not there. Files that
   * are not part of a model stay.
   *
   * @throws LdaException (70) naming the file and the reason; the directory then holds no model,
   *     unless not even the first step was possible
   * @throws IllegalArgumentException if shapes, alpha or a word contradict {@code content.info()}
   */
  public static void save(Path directory, ModelContent content) {
    checkShapes(content);
    AtomicFile.createFolders(directory);
    Path manifest = directory.resolve(ModelDirectory.MODEL);
    AtomicFile.remove(manifest);

    Npy.writeTransposed(directory.resolve(ModelDirectory.LAMBDA), content.lambda());
    Npy.writeVector(directory.resolve(ModelDirectory.ALPHA), content.alpha());
    VocabularyFile.write(directory.resolve(ModelDirectory.VOCABULARY), content.vocabulary());
    List<TopicSummary> topics =
        TopicSummary.of(content.lambda(), content.info().eta(), TopicTable.WORDS);
    AtomicFile.writeText(
        directory.resolve(ModelDirectory.TOPICS), TopicTable.text(topics, content.vocabulary()));
    AtomicFile.writeText(directory.resolve(ModelDirectory.TIMING), Json.pretty(content.timing()));

    Map<String, Object> files = new LinkedHashMap<>();
    for (String name : ModelDirectory.CHECKED) {
      files.put(name, Checksum.of(directory.resolve(name)).toMap());
    }
    Map<String, Object> model = new LinkedHashMap<>(content.info().toMap());
    model.put("files", files);
    AtomicFile.writeText(manifest, Json.pretty(model));
  }

  private static void checkShapes(ModelContent content) {
    ModelInfo info = content.info();
    RowLayout layout = content.lambda().layout();
    if (layout.columns() != info.topics()
        || content.alpha().length != info.topics()
        || layout.rows() != info.vocabularySize()
        || content.vocabulary().size() != info.vocabularySize()) {
      throw new IllegalArgumentException(
          String.format(
              "K = %d and V = %d, but lambda is %d words x %d topics, alpha has %d, the vocabulary"
                  + " %d entries",
              info.topics(),
              info.vocabularySize(),
              layout.rows(),
              layout.columns(),
              content.alpha().length,
              content.vocabulary().size()));
    }
    for (String word : content.vocabulary()) {
      if (word.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("a word contains a line end: " + word);
      }
    }
  }
}
