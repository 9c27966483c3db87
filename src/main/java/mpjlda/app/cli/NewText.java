package mpjlda.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.app.train.OutputFolder;
import mpjlda.core.console.Console;
import mpjlda.core.parallel.CollectiveSteps;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.store.Store;
import mpjlda.data.store.StoreSummary;
import mpjlda.data.store.StoreWriter;
import mpjlda.data.text.TextImport;
import mpjlda.data.text.TextKind;
import mpjlda.data.text.TextSource;

/**
 * New text for a model: a corpus store of the model's words next to the output, for as long as it
 * is needed. Its words are made as those of the text that the model was trained on, if that text's
 * store is to be found.
 */
final class NewText {
  private final Path model;
  private final List<String> paths;
  private final TextKind kind;
  private final Path store;

  /**
   * @param paths of the text
   * @param output that the store lies beside
   */
  NewText(Path model, List<String> paths, TextKind kind, Path output) {
    this.model = model;
    this.paths = List.copyOf(paths);
    this.kind = kind;
    this.store = output.resolveSibling("." + output.getFileName() + ".text.store");
  }

  Path store() {
    return store;
  }

  /** Makes the store, on rank 0, does the work on it and removes it; called by all ranks. */
  void use(Communicator comm, Console console, int threads, Runnable work) {
    try {
      new CollectiveSteps(comm).onFirst(() -> make(console, threads));
      work.run();
    } finally {
      if (comm.rank() == 0) {
        StoreWriter.remove(store);
      }
    }
  }

  private StoreSummary make(Console console, int threads) {
    TextImport.Request request =
        TextImport.Request.like(
            wordOptions(console),
            paths,
            kind,
            Vocabulary.read(model.resolve(ModelDirectory.VOCABULARY)).words());
    try (Workers workers = new Workers(threads)) {
      TextImport.Result made = new TextImport(request, console, workers).run(store, true);
      made.report().lines().forEach(console::say);
      return made.store();
    }
  }

  private Map<String, String> wordOptions(Console console) {
    Map<String, String> known = CorpusOrigin.of(ModelDirectory.readInfo(model)).words();
    if (!known.isEmpty()) {
      console.say("text     words are made as those of the model's text");
      return known;
    }
    // Models that are older do not tell.
    String vocabulary = ModelDirectory.readInfo(model).vocabularyHash();
    for (Path candidate : candidates()) {
      Optional<Map<String, String>> options = optionsOf(candidate, vocabulary);
      if (options.isPresent()) {
        console.say("text     read as that of " + candidate);
        return options.get();
      }
    }
    console.say(
        "text     the store of the model's text is not found: words are made without options of"
            + " import --text; if the model's were made with some, import the new text with these"
            + " and --vocab "
            + model.resolve(ModelDirectory.VOCABULARY));
    return TextImport.Request.of(TextSource.of(paths, kind)).options();
  }

  private List<Path> candidates() {
    List<Path> candidates = new ArrayList<>(List.of(model.resolve(OutputFolder.CORPUS)));
    if (ModelDirectory.readInfo(model).options().get("corpus") instanceof List<?> corpora) {
      corpora.forEach(corpus -> candidates.add(Path.of(String.valueOf(corpus))));
    }
    return candidates;
  }

  /** Those of a store made of text with the model's very words. */
  private static Optional<Map<String, String>> optionsOf(Path folder, String vocabularyHash) {
    if (!Store.isStore(folder)) {
      return Optional.empty();
    }
    Store store = Store.open(folder);
    boolean fits =
        !store.manifest().source().words().isEmpty()
            && store.summary().vocabularyHash().equals(vocabularyHash);
    return fits ? Optional.of(store.manifest().source().words()) : Optional.empty();
  }
}
