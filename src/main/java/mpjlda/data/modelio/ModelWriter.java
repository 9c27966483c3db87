package mpjlda.data.modelio;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
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
   * Writes or replaces the model in {@code directory}, which is created if it is missing. Files
   * that are not part of a model stay. {@code timing.json} is an empty object until its run writes
   * it.
   *
   * @param info what {@code model.json} says about the model
   * @throws LdaException (70) naming the file and the reason; the directory then holds no model,
   *     unless not even the first step was possible
   * @throws IllegalArgumentException if the model or a word contradicts {@code info}
   */
  public static void save(Path directory, ModelInfo info, TopicModel model) {
    check(info, model);
    AtomicFile.createFolders(directory);
    Path manifest = directory.resolve(ModelDirectory.MODEL);
    AtomicFile.remove(manifest);

    Npy.writeTransposed(directory.resolve(ModelDirectory.LAMBDA), model.lambda());
    Npy.writeVector(directory.resolve(ModelDirectory.ALPHA), model.alpha());
    VocabularyFile.write(directory.resolve(ModelDirectory.VOCABULARY), model.vocabulary());
    List<TopicSummary> topics = TopicSummary.of(model.lambda(), model.eta(), TopicTable.WORDS);
    AtomicFile.writeText(
        directory.resolve(ModelDirectory.TOPICS), TopicTable.text(topics, model.vocabulary()));
    AtomicFile.writeText(directory.resolve(ModelDirectory.TIMING), Json.pretty(Map.of()));

    Map<String, Object> files = new LinkedHashMap<>();
    for (String name : ModelDirectory.CHECKED) {
      files.put(name, Checksum.of(directory.resolve(name)).toMap());
    }
    Map<String, Object> description = new LinkedHashMap<>(info.toMap());
    description.put("files", files);
    AtomicFile.writeText(manifest, Json.pretty(description));
  }

  private static void check(ModelInfo info, TopicModel model) {
    if (model.topics() != info.topics()
        || model.words() != info.vocabularySize()
        || Double.compare(model.eta(), info.eta()) != 0) {
      throw new IllegalArgumentException(
          String.format(
              "K = %d, V = %d and eta = %s found, expected %d, %d and %s",
              model.topics(),
              model.words(),
              model.eta(),
              info.topics(),
              info.vocabularySize(),
              info.eta()));
    }
    for (String word : model.vocabulary()) {
      if (word.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("a word contains a line end: " + word);
      }
    }
  }
}
