package mpjlda.app.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mpjlda.data.io.NewFiles;

/** The forms that there are. */
public enum ExportFormat {
  /** lambda, alpha, topic_word (and doc_topic) as .npy. */
  NUMPY(new NumpyExport()),
  /** The same arrays and the vocabulary in one model.npz. */
  NPZ(new NpzExport()),
  /** Tables of topics and words, and of top words (and doc_topic), with commas. */
  CSV(new TableExport(',')),
  /** The same tables with tabs. */
  TSV(new TableExport('\t')),
  /** Topics with shares and most probable words. */
  JSON(new JsonExport()),
  /** final.beta, final.other (and final.gamma). */
  LDA_C(new LdaCExport()),
  /** topic-keys, topic-word-weights (and doc-topics) as Mallet 2. */
  MALLET(new MalletExport()),
  /** Arrays and a loader of an LdaModel. */
  GENSIM(new PythonExport("gensim_model.py")),
  /** Arrays and a loader of a LatentDirichletAllocation. */
  SKLEARN(new PythonExport("sklearn_model.py")),
  /** prepare.json and prepared.json of pyLDAvis; needs a corpus. */
  PYLDAVIS(new PyLdaVisExport()),
  /** Topics and their similarities for Gephi. */
  GRAPHML(new GraphMlExport());

  @SuppressWarnings("ImmutableEnumChecker") // exporters keep nothing
  private final Exporter exporter;

  ExportFormat(Exporter exporter) {
    this.exporter = exporter;
  }

  /** The name that users type. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Writes the model into a folder, which is made if it is not there; all files or none.
   *
   * @return the files
   */
  public List<Path> write(ExportSource source, Path folder) {
    try (NewFiles files = new NewFiles(folder, List.of())) {
      List<Path> written = exporter.write(source, folder);
      files.complete();
      return written;
    }
  }
}
