package mpjlda.data.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import mpjlda.data.store.Store;

/**
 * Finds a corpus's files and their format, and reads headers and vocabulary. Every method that
 * works on all files reports all those that are wrong.
 *
 * <p>All throw {@link LdaException} (65).
 */
final class CorpusPlanner {
  private final CorpusSource source;

  CorpusPlanner(CorpusSource source) {
    this.source = source;
  }

  CorpusPlan plan() {
    List<Path> paths =
        forEach(source.paths(), typed -> typed, CorpusPaths::resolve).stream()
            .flatMap(List::stream)
            .toList();
    if (paths.isEmpty()) {
      throw LdaException.badInput("found no corpus, expected at least one file (--corpus)");
    }
    if (source.format() == CorpusFormat.STORE || paths.stream().anyMatch(Store::isStore)) {
      return stores(paths);
    }
    List<ByteSource> files = forEach(paths, Path::toString, CorpusPlanner::open);
    CorpusFormat format = format(files);
    return switch (format) {
      case MXM -> musixmatch(files);
      case UCI -> uci(files);
      case MTX -> matrices(files);
      default -> headless(files, format);
    };
  }

  /** Reads the files' headers; a missing header may mean that the format is another one. */
  private static <T> List<T> headers(
      List<ByteSource> files, CorpusFormat format, Step<ByteSource, T> step) {
    try {
      return forEach(files, CorpusPlanner::name, step);
    } catch (LdaException e) {
      String hint = FormatDetector.hint(files.get(0), format);
      throw LdaException.badInput(e.getMessage() + (hint.isEmpty() ? "" : "\n" + hint));
    }
  }

  private static ByteSource open(Path path) throws IOException {
    ByteSource bytes = ByteSource.of(path);
    try (InputStream in = bytes.openAt(0)) {
      if (in.read() < 0) {
        throw LdaException.badInput(path + ":1: found an empty file, expected a corpus");
      }
    }
    return bytes;
  }

  private CorpusFormat format(List<ByteSource> files) {
    if (source.format() != CorpusFormat.AUTO) {
      return source.format();
    }
    List<CorpusFormat> formats = forEach(files, CorpusPlanner::name, CorpusPlanner::detect);
    CorpusFormat first = formats.get(0);
    List<ByteSource> others = new ArrayList<>();
    for (int f = 1; f < files.size(); f++) {
      if (formats.get(f) != first) {
        others.add(files.get(f));
      }
    }
    forEach(
        others,
        CorpusPlanner::name,
        file -> {
          throw LdaException.badInput(
              name(file)
                  + ":1: found "
                  + formats.get(files.indexOf(file)).optionName()
                  + ", expected "
                  + first.optionName()
                  + " as in "
                  + name(files.get(0))
                  + "; all files must be of one format (--format overrules)");
        });
    return first;
  }

  private static CorpusFormat detect(ByteSource file) throws IOException {
    return FormatDetector.detect(file)
        .orElseThrow(
            () ->
                LdaException.badInput(
                    name(file)
                        + ":1: found lines of no format that is known, expected one of "
                        + CorpusFormat.LIST
                        + "; if it is one, name it with --format to see what is wrong; if it is"
                        + " text, train with --format text, or make a store of it with mpj-lda"
                        + " import --text"));
  }

  private CorpusPlan musixmatch(List<ByteSource> files) {
    List<MxmHeader> headers = headers(files, CorpusFormat.MXM, MxmHeader::read);
    List<String> first = headers.get(0).words();
    List<CorpusFile> read = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      List<String> words = headers.get(f).words();
      if (!words.equals(first)) {
        throw LdaException.badInput(
            name(files.get(f)) + ": " + difference(words, first, name(files.get(0))));
      }
      long bodyStart = headers.get(f).bodyStart();
      read.add(new CorpusFile(files.get(f), new CorpusHeader(bodyStart, 0, words.size(), 0)));
    }
    Vocabulary vocabulary = named().orElseGet(() -> Vocabulary.of(first));
    if (vocabulary.size() != first.size()) {
      throw LdaException.badInput(
          source.vocabulary()
              + ": found "
              + vocabulary.size()
              + " words, expected "
              + first.size()
              + " as in the %word,word,... line of "
              + name(files.get(0)));
    }
    return plan(CorpusFormat.MXM, read, Optional.of(vocabulary));
  }

  private CorpusPlan uci(List<ByteSource> files) {
    List<CorpusHeader> headers = headers(files, CorpusFormat.UCI, UciHeader::read);
    List<CorpusFile> read = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      read.add(new CorpusFile(files.get(f), headers.get(f)));
    }
    Vocabulary vocabulary =
        nextTo(files, CorpusFormat.UCI)
            .orElseThrow(() -> LdaException.badInput(noVocabulary(files.get(0).path())));
    forEach(
        read,
        CorpusFile::name,
        file -> {
          if (file.header().words() != vocabulary.size()) {
            throw LdaException.badInput(
                file.name()
                    + ":2: found W = "
                    + file.header().words()
                    + ", expected "
                    + vocabulary.size()
                    + ", the number of words in the vocabulary; give the right one with --vocab");
          }
          return file;
        });
    return plan(CorpusFormat.UCI, read, Optional.of(vocabulary));
  }

  private CorpusPlan matrices(List<ByteSource> files) {
    List<CorpusHeader> headers =
        headers(files, CorpusFormat.MTX, file -> MtxHeader.read(file, source.transposed()));
    List<CorpusFile> read = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      read.add(new CorpusFile(files.get(f), headers.get(f)));
    }
    int words = headers.get(0).words();
    Optional<Vocabulary> beside =
        nextTo(files, CorpusFormat.MTX)
            .or(() -> MatrixNames.wordsBeside(files.get(0).path()).map(MatrixNames::words));
    forEach(
        read,
        CorpusFile::name,
        file -> {
          checkWords(file, beside, words);
          return file;
        });
    Optional<Path> names =
        files.size() == 1 ? MatrixNames.documentsBeside(files.get(0).path()) : Optional.empty();
    names.ifPresent(file -> checkNames(file, read.get(0)));
    return new CorpusPlan(
        CorpusFormat.MTX,
        read,
        List.of(),
        Optional.of(beside.orElseGet(() -> Vocabulary.numbered(words))),
        source.maxVocabulary(),
        names);
  }

  /** Checks a matrix's number of words, which is the file's whether or not they have names. */
  private static void checkWords(CorpusFile file, Optional<Vocabulary> vocabulary, int words) {
    int expected = vocabulary.map(Vocabulary::size).orElse(words);
    if (file.header().words() != expected) {
      throw LdaException.badInput(
          file.name()
              + ": found a matrix of "
              + file.header().documents()
              + " documents and "
              + file.header().words()
              + " words, expected "
              + expected
              + (vocabulary.isPresent()
                  ? " words as in the vocabulary; give the right one with --vocab, or swap"
                      + " documents and words with --transpose"
                  : " words as in the first file"));
    }
  }

  private static void checkNames(Path names, CorpusFile matrix) {
    int found = MatrixNames.documents(names).size();
    if (found != matrix.header().documents()) {
      throw LdaException.badInput(
          names
              + ": found "
              + found
              + " names, expected "
              + matrix.header().documents()
              + ", one for each document of "
              + matrix.name()
              + "; if its documents are the other dimension, swap them with --transpose");
    }
  }

  private CorpusPlan stores(List<Path> paths) {
    List<Store> stores = forEach(paths, Path::toString, this::store);
    Store first = stores.get(0);
    List<String> words = first.vocabulary();
    for (Store store : stores) {
      if (!store.summary().vocabularyHash().equals(first.summary().vocabularyHash())) {
        throw LdaException.badInput(
            store.folder()
                + ": "
                + difference(store.vocabulary(), words, first.folder().toString())
                + "; merge them by word with 'mpj-lda import'");
      }
    }
    Vocabulary vocabulary = named().orElseGet(() -> Vocabulary.of(words));
    if (vocabulary.size() != words.size()) {
      throw LdaException.badInput(
          source.vocabulary()
              + ": found "
              + vocabulary.size()
              + " words, expected "
              + words.size()
              + " as in "
              + first.folder());
    }
    return new CorpusPlan(
        CorpusFormat.STORE,
        List.of(),
        stores,
        Optional.of(vocabulary),
        source.maxVocabulary(),
        Optional.empty());
  }

  private Store store(Path path) {
    if (!Store.isStore(path)) {
      throw LdaException.badInput(
          path + ": found no corpus store, expected one made by 'mpj-lda import'");
    }
    if (source.format() != CorpusFormat.AUTO && source.format() != CorpusFormat.STORE) {
      throw LdaException.badInput(
          path + ": found a corpus store, expected --format " + source.format().optionName());
    }
    return Store.open(path);
  }

  private CorpusPlan headless(List<ByteSource> files, CorpusFormat format) {
    List<CorpusFile> read = new ArrayList<>();
    for (ByteSource file : files) {
      read.add(new CorpusFile(file, CorpusHeader.NONE));
    }
    return plan(format, read, nextTo(files, format));
  }

  private CorpusPlan plan(
      CorpusFormat format, List<CorpusFile> files, Optional<Vocabulary> vocabulary) {
    return new CorpusPlan(
        format, files, List.of(), vocabulary, source.maxVocabulary(), Optional.empty());
  }

  private Optional<Vocabulary> named() {
    return Optional.ofNullable(source.vocabulary()).map(Vocabulary::read);
  }

  /** Finds the vocabulary that was named, or those next to the files, which must all be equal. */
  private Optional<Vocabulary> nextTo(List<ByteSource> files, CorpusFormat format) {
    Optional<Vocabulary> named = named();
    if (named.isPresent()) {
      return named;
    }
    List<Path> found =
        files.stream()
            .flatMap(file -> VocabularyFinder.findBeside(file.path(), format).stream())
            .distinct()
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Vocabulary first = Vocabulary.read(found.get(0));
    for (Path other : found.subList(1, found.size())) {
      Vocabulary vocabulary = Vocabulary.read(other);
      if (!vocabulary.hash().equals(first.hash())) {
        throw LdaException.badInput(
            other + ": " + difference(vocabulary.words(), first.words(), found.get(0).toString()));
      }
    }
    return Optional.of(first);
  }

  private static String noVocabulary(Path corpus) {
    List<String> looked =
        VocabularyFinder.candidates(corpus, CorpusFormat.UCI).stream().map(Path::toString).toList();
    return corpus
        + ": found no vocabulary next to this file, expected one word a line in one of "
        + String.join(", ", looked)
        + "; or name it with --vocab";
  }

  private static String difference(List<String> words, List<String> first, String firstName) {
    int shared = Math.min(words.size(), first.size());
    int at = 0;
    while (at < shared && words.get(at).equals(first.get(at))) {
      at++;
    }
    String where =
        at < shared
            ? "word " + (at + 1) + " is '" + words.get(at) + "' and '" + first.get(at) + "' there"
            : "it has " + words.size() + " words and " + first.size() + " there";
    return "found another vocabulary than in "
        + firstName
        + " ("
        + where
        + "), expected the same for all files";
  }

  private static String name(ByteSource file) {
    return file.path().toString();
  }

  private interface Step<S, T> {
    T apply(S item) throws IOException;
  }

  private interface Name<S> {
    String of(S item);
  }

  /** Runs a step for all items, then fails if any failed, with one line for each failure. */
  private static <S, T> List<T> forEach(List<S> items, Name<S> name, Step<S, T> step) {
    List<T> results = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (S item : items) {
      try {
        results.add(step.apply(item));
      } catch (IOException e) {
        faults.add(name.of(item) + ": " + IoFaults.explain(e));
      } catch (LdaException e) {
        faults.add(String.valueOf(e.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      throw LdaException.badInput(MergedProblems.message(faults, faults.size(), ""));
    }
    return results;
  }
}
