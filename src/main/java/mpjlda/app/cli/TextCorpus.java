package mpjlda.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import mpjlda.app.config.DurabilitySettings;
import mpjlda.app.config.TrainingConfig;
import mpjlda.app.train.OutputFolder;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.CollectiveSteps;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.store.Store;
import mpjlda.data.text.TextImport;

/**
 * A training's text as a corpus store in its output folder, which rank 0 makes. A run that is
 * continued must find the same text.
 */
final class TextCorpus {
  private final TextImport.Request request;
  private final TrainingConfig config;
  private final Console console;
  private final Path store;

  TextCorpus(TextImport.Request request, TrainingConfig config, Console console) {
    this.request = request;
    this.config = config;
    this.console = console;
    this.store = config.output().resolve(OutputFolder.CORPUS);
  }

  /** Returns on every rank when the store is there. */
  void prepare(Communicator comm) {
    console.phase("import", 0);
    new CollectiveSteps(comm).onFirst(this::make);
  }

  private boolean make() {
    try (Workers workers = new Workers(config.threads())) {
      TextImport text = new TextImport(request, console, workers);
      boolean needed = isNeeded(text.provenance());
      if (needed) {
        text.run(store, true).report().lines().forEach(console::say);
      }
      return needed;
    }
  }

  private boolean isNeeded(Map<String, String> wanted) {
    OutputFolder.refuseForeignFiles(config.output());
    if (Store.isStore(store)) {
      Map<String, String> there = Store.open(store).manifest().source().options();
      if (there.equals(wanted)) {
        console.say("text     " + store + " has been made of this text");
        return false;
      }
      refuseIfInUse(wanted, there);
    }
    return true;
  }

  private void refuseIfInUse(Map<String, String> wanted, Map<String, String> there) {
    boolean used =
        ModelDirectory.isModel(config.output())
            || Files.exists(config.output().resolve(OutputFolder.CHECKPOINTS));
    if (used && config.durability().resume() != DurabilitySettings.Resume.NEVER) {
      String differences =
          wanted.entrySet().stream()
              .filter(entry -> !entry.getValue().equals(there.get(entry.getKey())))
              .map(
                  e ->
                      "  "
                          + e.getKey()
                          + ": "
                          + there.get(e.getKey())
                          + " there, "
                          + e.getValue()
                          + " now")
              .collect(Collectors.joining("\n"));
      throw LdaException.usage(
          "--output "
              + config.output()
              + " holds a run on another text:\n"
              + differences
              + "\nChoose another --output, or replace that run with --resume never.");
    }
  }
}
