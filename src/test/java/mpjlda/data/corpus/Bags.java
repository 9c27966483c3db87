package mpjlda.data.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Communicator;

/** Bags of words as plain maps (word id from 0 → count), written in every format and read back. */
final class Bags {
  private Bags() {}

  /**
   * Documents whose later ones hold far more tokens in no more bytes; about one in ten is empty.
   */
  static List<Map<Integer, Integer>> random(long seed, int documents, int words) {
    Random random = new Random(seed);
    List<Map<Integer, Integer>> bags = new ArrayList<>();
    for (int d = 0; d < documents; d++) {
      Map<Integer, Integer> bag = new TreeMap<>();
      int size = random.nextInt(10) == 0 ? 0 : random.nextInt(30);
      for (int i = 0; i < size; i++) {
        bag.put(random.nextInt(words), d < documents / 2 ? 1 + random.nextInt(9) : 9);
      }
      bags.add(bag);
    }
    return bags;
  }

  static List<String> words(int number) {
    List<String> words = new ArrayList<>();
    for (int w = 0; w < number; w++) {
      words.add("word" + (char) ('a' + w % 26) + "é" + w);
    }
    return words;
  }

  static String mxm(List<Map<Integer, Integer>> bags, List<String> words) {
    StringBuilder text = new StringBuilder("# a comment\n%" + String.join(",", words) + "\n");
    for (Map<Integer, Integer> bag : bags) {
      text.append("TRACK").append(bag.hashCode() & 0xffff).append(",17");
      bag.forEach((id, n) -> text.append(',').append(id + 1).append(':').append(n));
      text.append('\n');
    }
    return text.toString();
  }

  static String uci(List<Map<Integer, Integer>> bags, int words) {
    StringBuilder text = new StringBuilder();
    int entries = 0;
    for (int d = 0; d < bags.size(); d++) {
      String document = (d + 1) + " ";
      bags.get(d)
          .forEach((id, n) -> text.append(document).append(id + 1).append(' ').append(n + "\n"));
      entries += bags.get(d).size();
    }
    return bags.size() + "\n" + words + "\n" + entries + "\n" + text;
  }

  /** A matrix of documents and words. */
  static String mtx(List<Map<Integer, Integer>> bags, int words, boolean byWord) {
    List<int[]> entries = new ArrayList<>();
    for (int d = 0; d < bags.size(); d++) {
      int document = d;
      bags.get(d).forEach((id, n) -> entries.add(new int[] {document + 1, id + 1, n}));
    }
    if (byWord) {
      entries.sort(Comparator.comparingInt(entry -> entry[1]));
    }
    StringBuilder text =
        new StringBuilder("%%MatrixMarket matrix coordinate integer general\n% a comment\n");
    text.append(bags.size() + " " + words + " " + entries.size() + "\n");
    entries.forEach(entry -> text.append(entry[0] + " " + entry[1] + " " + entry[2] + "\n"));
    return text.toString();
  }

  static String ldac(List<Map<Integer, Integer>> bags) {
    StringBuilder text = new StringBuilder();
    for (Map<Integer, Integer> bag : bags) {
      text.append(bag.size());
      bag.forEach((id, n) -> text.append(' ').append(id).append(':').append(n));
      text.append('\n');
    }
    return text.toString();
  }

  static String svmlight(List<Map<Integer, Integer>> bags, int firstId) {
    StringBuilder text = new StringBuilder("# a comment\n");
    for (Map<Integer, Integer> bag : bags) {
      text.append("-1");
      bag.forEach((id, n) -> text.append(' ').append(id + firstId).append(':').append(n + ".0"));
      text.append(" # 0:1\n");
    }
    return text.toString();
  }

  static Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static CorpusSource source(CorpusFormat format, Path... paths) {
    List<String> typed = new ArrayList<>();
    for (Path path : paths) {
      typed.add(path.toString());
    }
    return new CorpusSource(typed, format, null, Integer.MAX_VALUE);
  }

  /** What all ranks read, put together again. */
  record Whole(
      CorpusSummary summary,
      Vocabulary vocabulary,
      List<Map<Integer, Integer>> bags,
      long[] parts) {}

  /** Reads on so many ranks and checks what must hold between the ranks. */
  static Whole read(CorpusSource source, int ranks) {
    List<Corpus> corpora = InProcessRanks.run(ranks, comm -> CorpusReader.read(source, comm));
    List<Map<Integer, Integer>> bags = new ArrayList<>();
    long[] parts = new long[ranks];
    CorpusSummary summary = corpora.get(0).summary();
    for (int r = 0; r < ranks; r++) {
      Documents part = corpora.get(r).documents();
      if (!corpora.get(r).summary().equals(summary)) {
        throw new AssertionError("rank " + r + " has another summary");
      }
      if (part.firstDocument() != bags.size()) {
        throw new AssertionError(
            "rank " + r + " starts at " + part.firstDocument() + ", expected " + bags.size());
      }
      parts[r] = part.tokens() + part.count();
      addAll(part, bags);
    }
    return new Whole(summary, corpora.get(0).vocabulary(), bags, parts);
  }

  private static void addAll(Documents part, List<Map<Integer, Integer>> bags) {
    int[] ids = new int[part.longest()];
    double[] counts = new double[part.longest()];
    for (int d = 0; d < part.count(); d++) {
      Map<Integer, Integer> bag = new TreeMap<>();
      int size = part.load(d, ids, counts);
      for (int i = 0; i < size; i++) {
        bag.put(ids[i], (int) counts[i]);
      }
      bags.add(bag);
    }
  }

  /** The message that all ranks fail with, as bad input; checks that it is one. */
  static String failure(CorpusSource source, int ranks) {
    List<String> messages = InProcessRanks.run(ranks, comm -> failureOf(source, comm));
    for (String message : messages) {
      if (!message.equals(messages.get(0))) {
        throw new AssertionError("messages differ:\n" + messages);
      }
    }
    return messages.get(0);
  }

  private static String failureOf(CorpusSource source, Communicator comm) {
    try {
      CorpusReader.read(source, comm);
    } catch (LdaException e) {
      if (e.exitCode() != 65) {
        throw new AssertionError("exit code " + e.exitCode());
      }
      return e.getMessage();
    }
    return "(no failure)";
  }
}
