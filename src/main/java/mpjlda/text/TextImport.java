package mpjlda.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import mpjlda.config.ProgramVersion;
import mpjlda.console.Console;
import mpjlda.errors.LdaException;
import mpjlda.modelio.VocabularyFile;
import mpjlda.parallel.Workers;
import mpjlda.store.StoreSource;
import mpjlda.store.StoreSummary;
import mpjlda.store.StoreWriter;

/**
 * Makes a corpus store of text, in two passes: one over the text, which counts its words and puts
 * them, numbered, into a temporary file; and one over that file, when the vocabulary is known.
 * Phrases take two more over that file.
 *
 * <p>The same text and options give the same bytes for any number of threads. Memory grows with the
 * number of distinct words and of threads, not with the text.
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

    private List<TextFile> files() {
      return TextPaths.resolve(source.paths(), source.kind());
    }

    /**
     * Name → value of all that the store depends on, the text's own digest included: as the store
     * keeps it. Reads the text.
     *
     * @throws LdaException (65) if it cannot be read
     */
    public Map<String, String> provenance() {
      Map<String, String> map = options();
      map.put(TextDigest.NAME, TextDigest.of(files()));
      return map;
    }

    private Map<String, String> options() {
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
  private final Console console;
  private final Workers workers;

  public TextImport(Request request, Console console, Workers workers) {
    this.request = request;
    this.console = console;
    this.workers = workers;
  }

  /**
   * Reads the text and writes the store.
   *
   * @param output a folder that must not be there
   * @param replace whether a store that is there is replaced
   * @throws LdaException (65) if the text cannot be read, or nothing of it is left; (70) if the
   *     store cannot be written
   */
  public Result run(Path output, boolean replace) {
    List<TextFile> files = request.files();
    StoreSource source =
        new StoreSource(
            request.source().paths(),
            "text",
            request.provenance(),
            "mpj-lda " + ProgramVersion.value());
    Path folder = Optional.ofNullable(output.toAbsolutePath().getParent()).orElse(output);
    // First: a user shall not wait for an import that has nowhere to go.
    try (StoreWriter store =
            replace ? StoreWriter.replace(output, source) : StoreWriter.create(output, source);
        Spill spill = new Spill(folder);
        BatchFeed feed = new BatchFeed(files, request.source())) {
      FirstPass pass = new FirstPass(console);
      pass.run(feed, spill, request, workers);
      List<WordCounts> counted = pass.counters().stream().map(TokenCounter::counts).toList();
      Documents documents = new Documents(spill, Candidates.merge(counted, request.mostWords()));
      OptionalLong phrases = joinPhrases(documents);
      Selection chosen =
          select(
              documents,
              phrases.isPresent() ? documents.recount(workers) : documents.candidates().counts());
      long empty = documents.write(chosen.ids(), store::add, workers);
      StoreSummary summary = store.finish(chosen.vocabulary());
      ImportReport report =
          new ImportReport(
              text(files.size(), pass),
              summary.documents(),
              empty,
              summary.vocabularySize(),
              phrases,
              summary.tokens(),
              losses(pass, chosen));
      return new Result(summary, report);
    }
  }

  private OptionalLong joinPhrases(Documents documents) {
    if (!request.phrases().wanted()) {
      return OptionalLong.empty();
    }
    Phrases phrases =
        request.vocabulary().isPresent()
            ? Phrases.of(request.vocabulary().get(), documents.candidates().counts())
            : Phrases.find(documents, request.phrases(), workers);
    documents.join(phrases);
    return OptionalLong.of(phrases.size());
  }

  private Selection select(Documents documents, WordCounts counts) {
    Selection chosen =
        request.vocabulary().isPresent()
            ? Selection.of(counts, request.vocabulary().get())
            : Selection.of(counts, documents.count(), request.pruning());
    if (chosen.vocabulary().isEmpty() || documents.count() == 0) {
      throw nothingLeft(documents.count());
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

  private static ImportReport.Text text(int files, FirstPass pass) {
    long blanks = pass.counters().stream().mapToLong(TokenCounter::blanks).sum();
    long tokens = pass.counters().stream().mapToLong(TokenCounter::tokens).sum();
    return new ImportReport.Text(files, pass.bytes(), blanks, tokens);
  }

  private static Map<Dropped, ImportReport.Loss> losses(FirstPass pass, Selection chosen) {
    Map<Dropped, ImportReport.Loss> losses = new EnumMap<>(Dropped.class);
    TreeSet<String> stopWords = new TreeSet<>(CodePointOrder::compare);
    for (Dropped why : Dropped.values()) {
      long tokens = pass.counters().stream().mapToLong(counter -> counter.dropped(why)).sum();
      Selection.Loss loss = chosen.dropped().getOrDefault(why, Selection.Loss.NONE);
      OptionalLong words = loss.words() > 0 ? OptionalLong.of(loss.words()) : OptionalLong.empty();
      if (why == Dropped.STOP_WORD) {
        pass.counters().forEach(counter -> stopWords.addAll(counter.stopWords()));
        words = OptionalLong.of(stopWords.size());
      }
      if (tokens + loss.tokens() > 0) {
        losses.put(
            why,
            new ImportReport.Loss(tokens + loss.tokens(), words, new ArrayList<>(loss.examples())));
      }
    }
    return losses;
  }
}
