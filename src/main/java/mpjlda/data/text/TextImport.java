package mpjlda.data.text;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Workers;
import mpjlda.data.io.ProgramVersion;
import mpjlda.data.modelio.VocabularyFile;
import mpjlda.data.store.StoreSource;
import mpjlda.data.store.StoreSummary;
import mpjlda.data.store.StoreWriter;

/**
 * Makes a corpus store of text, in one process with any number of threads, in two passes: one over
 * the text, which counts its words and puts them, numbered, into a temporary file; and one over
 * that file, when the vocabulary is known. Phrases take two more over that file.
 *
 * <p>The same text and options give the same bytes for any number of threads. Memory grows with the
 * number of distinct words and of threads, not with the text.
 */
public final class TextImport {
  /**
   * A text to import, and how.
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
    /** Default of the most distinct words: about 1 GB for each thread. */
    public static final int MOST_WORDS = 10_000_000;

    /** The defaults for a text. */
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

    /**
     * The same text with its words made as those of other text.
     *
     * @param options of that text
     * @throws LdaException (65) if the options make no sense
     */
    public Request withWords(Map<String, String> options) {
      StoredTextOptions kept = new StoredTextOptions(options);
      return new Request(source, kept.words(), pruning, kept.phrases(), vocabulary, mostWords);
    }

    /**
     * The same text with the words of a vocabulary.
     *
     * @param given empty: the vocabulary is made of the text's words
     */
    public Request withVocabulary(Optional<List<String>> given) {
      return new Request(source, words, pruning, phrases, given, mostWords);
    }

    /** Name → value of how words are made. */
    public Map<String, String> wordOptions() {
      Map<String, String> map = new LinkedHashMap<>(words.options());
      map.putAll(phrases.options());
      return map;
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

  /** A store that was made, and the report on it. */
  public record Result(StoreSummary store, ImportReport report) {}

  private final Request request;
  private final Console console;
  private final Workers workers;
  private Optional<Text> text = Optional.empty();

  public TextImport(Request request, Console console, Workers workers) {
    this.request = request;
    this.console = console;
    this.workers = workers;
  }

  /**
   * The text as it is found.
   *
   * @param files number of files
   */
  private record Text(int files, List<FileGroup> groups, String digest) {}

  /** Finds the text and reads it for its digest, once. */
  private Text text() {
    if (text.isEmpty()) {
      TextSource source = request.source();
      List<TextFile> files = TextPaths.resolve(source.paths(), source.kind());
      List<FileGroup> groups = FileGroup.of(files);
      text = Optional.of(new Text(files.size(), groups, TextDigest.of(groups, source.isUtf8())));
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
    map.put(TextDigest.OPTION, text().digest());
    return map;
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
    StoreSource source =
        new StoreSource(
            request.source().paths(), "text", provenance(), "mpj-lda " + ProgramVersion.value());
    Path folder = Optional.ofNullable(output.toAbsolutePath().getParent()).orElse(output);
    // First: a user shall not wait for an import that has nowhere to go.
    try (StoreWriter store =
            replace ? StoreWriter.replace(output, source) : StoreWriter.create(output, source);
        Spill spill = new Spill(folder);
        BatchFeed feed = new BatchFeed(text().groups(), request.source())) {
      console.phase("first pass", 0);
      FirstPass pass = new FirstPass(console);
      pass.run(feed, spill, request, workers);
      List<VocabularyCounts> counted = pass.counters().stream().map(TokenCounter::counts).toList();
      return finish(
          store,
          pass,
          new NumberedDocuments(spill, Candidates.merge(counted, request.mostWords())));
    }
  }

  private Result finish(StoreWriter store, FirstPass pass, NumberedDocuments documents) {
    console.phase("choice of words", 0);
    OptionalLong phrases = joinPhrases(documents);
    VocabularySelection chosen =
        select(
            documents.count(),
            pass,
            phrases.isPresent() ? documents.recount(workers) : documents.candidates().counts());
    console.phase("writing", 0);
    long empty = documents.write(chosen.ids(), store, workers);
    StoreSummary summary = store.finish(chosen.vocabulary());
    return new Result(
        summary,
        new ImportReport(
            pass.text(text().files()),
            summary.documents(),
            empty,
            summary.vocabularySize(),
            phrases,
            summary.tokens(),
            pass.losses(chosen.dropped())));
  }

  private OptionalLong joinPhrases(NumberedDocuments documents) {
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

  private VocabularySelection select(long documents, FirstPass pass, VocabularyCounts counts) {
    VocabularySelection chosen =
        request.vocabulary().isPresent()
            ? VocabularySelection.of(counts, request.vocabulary().get())
            : VocabularySelection.of(counts, documents, request.pruning());
    if (chosen.vocabulary().isEmpty() || documents == 0) {
      throw nothingLeft(documents, pass);
    }
    return chosen;
  }

  private LdaException nothingLeft(long documents, FirstPass pass) {
    if (documents == 0) {
      return LdaException.badInput(
          String.join(" ", request.source().paths())
              + ": found no document, expected at least one line or file with text");
    }
    Map<Dropped, ImportReport.Loss> losses = pass.losses(Map.of());
    long dropped = losses.values().stream().mapToLong(ImportReport.Loss::tokens).sum();
    if (dropped == pass.text(0).tokens()) {
      String reasons =
          losses.entrySet().stream()
              .map(loss -> loss.getValue().tokens() + " " + loss.getKey().text())
              .collect(Collectors.joining(", "));
      return LdaException.badInput(
          String.format(
              Locale.ROOT,
              "%s: found %,d documents of %,d tokens, but no word is left of them (%s), expected"
                  + " text. Keep numbers with --keep-numbers, and short words with --min-length 1.",
              String.join(" ", request.source().paths()),
              documents,
              dropped,
              reasons.isEmpty() ? "no letters" : reasons));
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
