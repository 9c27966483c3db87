package mpjlda.app.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import mpjlda.data.io.AtomicFile;

/** The forms that there are. */
public enum ExportFormat {
  NUMPY("numpy", "lambda, alpha, topic_word (and doc_topic) as .npy", new NumpyExport()),
  NPZ("npz", "the same arrays and the vocabulary in one model.npz", new NpzExport()),
  CSV("csv", "topic-word and top-word tables (and doc_topic), with commas", new TableExport(',')),
  TSV("tsv", "the same tables with tabs", new TableExport('\t')),
  JSON("json", "topics with shares and most probable words", new JsonExport()),
  LDA_C("lda-c", "final.beta, final.other (and final.gamma)", new LdaCExport()),
  MALLET(
      "mallet", "topic-keys, topic-word-weights (and doc-topics) as Mallet 2", new MalletExport()),
  GENSIM("gensim", "arrays and a loader of an LdaModel", new PythonExport("gensim_model.py")),
  SKLEARN(
      "sklearn",
      "arrays and a loader of a LatentDirichletAllocation",
      new PythonExport("sklearn_model.py")),
  PYLDAVIS(
      "pyldavis",
      "prepare.json and prepared.json of pyLDAvis; needs a corpus",
      new PyLdaVisExport()),
  GRAPHML("graphml", "topics and their similarities for Gephi", new GraphMlExport());

  private final String label;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // exporters keep nothing
  private final Exporter exporter;

  ExportFormat(String label, String description, Exporter exporter) {
    this.label = label;
    this.description = description;
    this.exporter = exporter;
  }

  /** The name that users type. */
  public String label() {
    return label;
  }

  public String description() {
    return description;
  }

  /** The form of that name. */
  public static Optional<ExportFormat> named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.label.equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** The names of all formats, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(ExportFormat::label).collect(Collectors.joining(", "));
  }

  /**
   * Writes the model into a folder, which is made if it is not there.
   *
   * @return the files
   */
  public List<Path> write(ExportSource source, Path folder) {
    AtomicFile.createFolders(folder);
    return exporter.write(source, folder);
  }
}
