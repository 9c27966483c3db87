package mpjlda.app.cli;

import picocli.CommandLine.Option;

/** What to do with a corpus of another vocabulary than a model's. */
final class MapWordsOption {
  @Option(
      names = "--map-words",
      description =
          "Match the corpus's words with the model's by their text, and leave out those that the"
              + " model does not have. Default: refuse another vocabulary.")
  private boolean mapWords;

  boolean mapWords() {
    return mapWords;
  }
}
