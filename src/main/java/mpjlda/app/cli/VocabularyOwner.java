package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mpjlda.core.console.Console;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.store.Store;
import mpjlda.data.text.TextImport;
import picocli.CommandLine.ParseResult;

/**
 * The model or store that a given vocabulary is of: new text that is to have its words makes them
 * as it did, but for what the user says.
 */
final class VocabularyOwner {
  private final Optional<Path> folder;
  private final ParseResult typed;

  /**
   * @param vocabulary file of the words to keep
   * @param typed the options that the user gave
   */
  VocabularyOwner(Optional<Path> vocabulary, ParseResult typed) {
    this.folder = vocabulary.map(Path::toAbsolutePath).map(Path::getParent);
    this.typed = typed;
  }

  /** The request with words made as the vocabulary's were. */
  TextImport.Request fit(TextImport.Request request, Console console) {
    Map<String, String> theirs = folder.map(VocabularyOwner::words).orElse(Map.of());
    if (theirs.isEmpty()) {
      return request;
    }
    Map<String, String> merged = new LinkedHashMap<>(theirs);
    request
        .wordOptions()
        .forEach(
            (key, value) -> {
              String option = "--" + key.replace('_', '-');
              if (typed.hasMatchedOption(option)) {
                if (!value.equals(theirs.get(key))) {
                  console.say(
                      "warning: "
                          + option
                          + " "
                          + value
                          + ", but the words of "
                          + folder.map(Path::toString).orElse("")
                          + " were made with "
                          + theirs.getOrDefault(key, "another"));
                }
                merged.put(key, value);
              } else if (!value.equals(theirs.get(key))) {
                console.say(
                    "text     " + option + " " + theirs.get(key) + " as in " + folder.get());
              }
            });
    return request.withWords(merged);
  }

  private static Map<String, String> words(Path folder) {
    if (ModelDirectory.isModel(folder)) {
      return CorpusOrigin.of(ModelDirectory.readInfo(folder)).words();
    }
    return Store.isStore(folder)
        ? CorpusOrigin.of(Store.open(folder).manifest().source()).words()
        : Map.of();
  }
}
