package mpjlda.data.text;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.CollectiveSteps;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.convert.RankStore;
import mpjlda.data.io.ProgramVersion;
import mpjlda.data.modelio.VocabularyFile;
import mpjlda.data.store.StoreSource;
import mpjlda.data.store.StoreSummary;

/**
 * Makes a corpus store of text, in two passes: one over the text, which counts its words and puts
 * them, numbered, into a temporary file; and one over that file, when the vocabulary is known.
 * Phrases take two more over that file.
 *
 * <p>Each rank does so with its share of the text; in between they agree on the words. The same
 * text and options give the same bytes for any number of ranks and threads. Memory grows with the
 * number of distinct words and of threads, not with the text. All methods are called by all ranks.
 */
public final class TextImport {
  /**
   * What to import.
   *
   * @param vocabulary that is given, instead of one that is made: a model's
   * @param mostWords distinct words, before any are dropped by their frequency, at most
   */
  public record Request(
      TextSource source,
      WordOptions words,
      Pruning pruning,
      PhraseOptions phrases,
      Optional<List<String>> vocabulary,
      int mostWords) {
    /** Distinct words at most, of a user who says nothing: about 1 GB for each thread. */
    public static final int MOST_WORDS = 10_000_000;

    /** Of a user who says nothing but where the text is. */
    public static Request of(TextSource source) {
      return new Request(
          source,
          WordOptions.DEFAULT,
          Pruning.DEFAULT,
          PhraseOptions.NONE,
          Optional.empty(),
          MOST_WORDS);
    }

    /**
     * New text whose words become those of a vocabulary, as in the store of other text.
     *
     * @param options of that store, or {@link #options} of another request
     * @param paths of the new text
     * @throws LdaException (65) if the options make no sense
     */
    public static Request like(
        Map<String, String> options, List<String> paths, TextKind kind, List<String> vocabulary) {
      StoredTextOptions kept = new StoredTextOptions(options);
      return new Request(
          kept.source(paths, kind),
          kept.words(),
          Pruning.DEFAULT,
          kept.phrases(),
          Optional.of(vocabulary),
          MOST_WORDS);
    }

    /** Name → value of all that the store depends on, but the text itself. */
    public Map<String, String> options() {
      Map<String, String> map = new LinkedHashMap<>(source.options());
      map.putAll(words.options());
      map.putAll(pruning.options());
      map.putAll(phrases.options());
      map.put(
          "vocabulary", vocabulary.map(VocabularyFile::hash).orElse("made of the text's words"));
      return map;
    }
  }

  /** What was made. */
  public record Result(StoreSummary store, ImportReport report) {}

  private final Request request;
  private final CollectiveSteps ranks;
  private final Console console;
  private final Workers workers;
  private Optional<Text> text = Optional.empty();

  public TextImport(Request request, Communicator comm, Console console, Workers workers) {
    this.request = request;
    this.ranks = new CollectiveSteps(comm);
    this.console = console;
    this.workers = workers;
  }

  /**
   * The text as it is found.
   *
   * @param files of all ranks
   * @param share this rank's
   */
  private record Text(int files, List<TextPiece> share, TextScan.Seen seen) {}

  /** Looks at the text, once. */
  private Text text() {
    if (text.isEmpty()) {
      TextSource source = request.source();
      List<TextFile> files = ranks.step(() -> TextPaths.resolve(source.paths(), source.kind()));
      long[] sizes = TextShares.sizes(files);
      TextScan.compare(source, files, sizes, ranks);
      List<List<TextPiece>> shares = TextShares.cut(files, sizes, source.isUtf8(), ranks.size());
      TextScan.Seen seen = TextScan.at(shares, source, ranks);
      text = Optional.of(new Text(files.size(), shares.get(ranks.rank()), seen));
    }
    return text.get();
  }

  /**
   * Name → value of all that the store depends on, the text's own digest included: as the store
   * keeps it. Reads the text.
   *
   * @throws LdaException (65) if it cannot be read
   */
  public Map<String, String> provenance() {
    Map<String, String> map = request.options();
    map.put(TextScan.DIGEST, text().seen().digest());
    return map;
  }

  /**
   * Reads the text and writes the store.
   *
   * @param output a folder that must not be there
   * @param replace whether a store that is there is replaced
   * @return what was made, on rank 0
   * @throws LdaException (65) if the text cannot be read, or nothing of it is left; (70) if the
   *     store cannot be written
   */
  public Optional<Result> run(Path output, boolean replace) {
    StoreSource source =
        new StoreSource(
            request.source().paths(), "text", provenance(), "mpj-lda " + ProgramVersion.value());
    Path folder = Optional.ofNullable(output.toAbsolutePath().getParent()).orElse(output);
    // First: a user shall not wait for an import that has nowhere to go.
    try (RankStore store = RankStore.create(output, replace, source, ranks);
        Spill spill = new Spill(folder);
        BatchFeed feed = new BatchFeed(text().share(), text().seen().cut(), request.source())) {
      FirstPass pass = new FirstPass(console, ranks);
      NumberedDocuments own = ranks.step(() -> firstPass(pass, feed, spill));
      return finish(store, pass, own.agreed(ranks, request.mostWords()));
    }
  }

  private NumberedDocuments firstPass(FirstPass pass, BatchFeed feed, Spill spill) {
    console.phase("first pass", 0);
    pass.run(feed, spill, request, workers);
    List<VocabularyCounts> counted = pass.counters().stream().map(TokenCounter::counts).toList();
    return new NumberedDocuments(spill, Candidates.merge(counted, request.mostWords()));
  }

  private Optional<Result> finish(RankStore store, FirstPass pass, NumberedDocuments documents) {
    console.phase("choice of words", 0);
    PassTotals totals = PassTotals.of(pass, documents.count(), ranks);
    OptionalLong phrases = joinPhrases(documents);
    VocabularySelection chosen =
        select(
            totals.documents(),
            phrases.isPresent() ? recount(documents) : documents.candidates().counts());
    console.phase("writing", 0);
    RankStore.Sink sink = store.begin(documents.count());
    long[] empty = {ranks.step(() -> documents.write(chosen.ids(), sink, workers))};
    store.end();
    ranks.sum(empty);
    return store
        .finish(chosen.vocabulary())
        .map(
            summary ->
                new Result(
                    summary,
                    new ImportReport(
                        new ImportReport.Text(
                            text().files(), totals.bytes(), totals.blanks(), totals.tokens()),
                        summary.documents(),
                        empty[0],
                        summary.vocabularySize(),
                        phrases,
                        summary.tokens(),
                        totals.losses(chosen.dropped()))));
  }

  private OptionalLong joinPhrases(NumberedDocuments documents) {
    if (!request.phrases().wanted()) {
      return OptionalLong.empty();
    }
    Phrases phrases =
        request.vocabulary().isPresent()
            ? Phrases.of(request.vocabulary().get(), documents.candidates().counts())
            : Phrases.find(documents, request.phrases(), workers, ranks);
    documents.join(phrases);
    return OptionalLong.of(phrases.size());
  }

  private VocabularyCounts recount(NumberedDocuments documents) {
    VocabularyCounts counts = documents.recount(workers);
    counts.sum(ranks);
    return counts;
  }

  private VocabularySelection select(long documents, VocabularyCounts counts) {
    VocabularySelection chosen =
        request.vocabulary().isPresent()
            ? VocabularySelection.of(counts, request.vocabulary().get())
            : VocabularySelection.of(counts, documents, request.pruning());
    if (chosen.vocabulary().isEmpty() || documents == 0) {
      throw nothingLeft(documents);
    }
    return chosen;
  }

  private LdaException nothingLeft(long documents) {
    if (documents == 0) {
      return LdaException.badInput(
          String.join(" ", request.source().paths())
              + ": found no document, expected at least one line or file with text");
    }
    return LdaException.badInput(
        String.format(
            "%s: found %,d documents, but no word is left of them with --min-df %s, --max-df %s and"
                + " the rules for words; expected at least one. Try --min-df 1 --max-df 100%%.",
            String.join(" ", request.source().paths()),
            documents,
            request.pruning().minDocuments(),
            request.pruning().maxDocuments()));
  }
}
