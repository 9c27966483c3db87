package mpjlda.app.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusBuilder;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import org.jspecify.annotations.Nullable;

/**
 * Documents as word counts, in memory: read from files, or made from words or counts.
 *
 * <pre>{@code
 * LdaCorpus songs = LdaCorpus.read(Path.of("songs.txt"));
 * LdaCorpus words = LdaCorpus.ofWords(List.of(List.of("senate", "vote"), List.of("goal", "match")));
 * LdaCorpus counts =
 *     LdaCorpus.ofCounts(List.of("senate", "vote"), new int[][] {{0, 1}}, new int[][] {{1, 2}});
 * }</pre>
 */
public final class LdaCorpus {
  private final CorpusSource source;
  private final Corpus corpus;

  private LdaCorpus(CorpusSource source, Corpus corpus) {
    this.source = source;
    this.corpus = corpus;
  }

  /**
   * Reads a corpus in any format that {@code --format auto} detects: mxm, uci, ldac, svmlight, or a
   * store; each plain or gzip-compressed.
   *
   * @param path a file, a folder or a glob; its vocabulary is inside or next to it
   * @throws LdaException (65) if it is missing or damaged
   */
  public static LdaCorpus read(Path path) {
    return read(source(path.toString(), null));
  }

  /**
   * Reads a corpus with a vocabulary of its own.
   *
   * @param path a file, a folder or a glob
   * @param vocabulary a file of one word a line
   * @throws LdaException (65) if one of them is missing or damaged
   */
  public static LdaCorpus read(Path path, Path vocabulary) {
    return read(source(path.toString(), vocabulary));
  }

  private static LdaCorpus read(CorpusSource source) {
    return new LdaCorpus(source, CorpusReader.read(source, new Collectives(new SingleRank())));
  }

  private static CorpusSource source(String path, @Nullable Path vocabulary) {
    return new CorpusSource(List.of(path), CorpusFormat.AUTO, vocabulary, Integer.MAX_VALUE);
  }

  /**
   * Makes a corpus from the words of its documents. The vocabulary is all words in order of their
   * first occurrence.
   *
   * @param documents the words of each document, in any order; one may be empty
   */
  public static LdaCorpus ofWords(List<? extends List<String>> documents) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (List<String> document : documents) {
      document.forEach(word -> numbers.putIfAbsent(word, numbers.size()));
    }
    CorpusBuilder builder = new CorpusBuilder(new ArrayList<>(numbers.keySet()));
    for (List<String> document : documents) {
      Map<Integer, Integer> counts = new TreeMap<>();
      document.forEach(word -> counts.merge(numbers.getOrDefault(word, 0), 1, Integer::sum));
      builder.add(
          counts.keySet().stream().mapToInt(w -> w).toArray(),
          counts.values().stream().mapToInt(n -> n).toArray());
    }
    return ofMemory(builder);
  }

  /**
   * Makes a corpus from word numbers and counts.
   *
   * @param vocabulary (V) the words
   * @param words for each document its distinct word numbers, from 0, below V
   * @param counts for each document how often each of its words occurs, ≥ 1
   * @throws LdaException (65) if a number or count is out of range or shapes differ
   */
  public static LdaCorpus ofCounts(List<String> vocabulary, int[][] words, int[][] counts) {
    if (words.length != counts.length) {
      throw LdaException.badInput(
          String.format(
              "the corpus in memory: found word numbers of %d documents and counts of %d, expected"
                  + " as many.",
              words.length, counts.length));
    }
    CorpusBuilder builder = new CorpusBuilder(vocabulary);
    for (int d = 0; d < words.length; d++) {
      builder.add(words[d], counts[d]);
    }
    return ofMemory(builder);
  }

  private static LdaCorpus ofMemory(CorpusBuilder builder) {
    Corpus corpus = builder.build();
    return new LdaCorpus(source(corpus.summary().files().get(0), null), corpus);
  }

  /** D: the number of documents, empty ones included. */
  public int documents() {
    return corpus.documents().count();
  }

  /** The number of tokens of all documents. */
  public long tokens() {
    return corpus.summary().tokens();
  }

  /** (V) the words by number. */
  public List<String> vocabulary() {
    return corpus.vocabulary().words();
  }

  /** The source that was read. */
  CorpusSource source() {
    return source;
  }

  /** The documents as the program's own classes read them. */
  Corpus corpus() {
    return corpus;
  }
}
