package mpjlda.data.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mpjlda.cluster.comm.InProcessRanks;

/**
 * Reading speed on one core: {@code CorpusReaderBenchmark FILE...}. Each file is read several times
 * over by one rank; the best time counts. Not a test.
 */
final class CorpusReaderBenchmark {
  private static final int ROUNDS = 12;

  private CorpusReaderBenchmark() {}

  public static void main(String[] args) throws IOException {
    for (String file : args) {
      CorpusSource source =
          new CorpusSource(List.of(file), CorpusFormat.AUTO, null, Integer.MAX_VALUE);
      double best = Double.MAX_VALUE;
      Corpus corpus = null;
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        corpus = InProcessRanks.run(1, comm -> CorpusReader.read(source, comm)).get(0);
        best = Math.min(best, (System.nanoTime() - start) * 1e-9);
      }
      double megabytes = bytes(Path.of(file)) * 1e-6;
      System.out.printf(
          "%s %s: %.1f MB, %d non-zeros, %.3f s, %.0f MB/s, %.0f MB/s in memory form, %.2f bytes a non-zero%n",
          file,
          corpus.summary().format(),
          megabytes,
          corpus.summary().nonZeros(),
          best,
          megabytes / best,
          corpus.documents().memoryBytes() * 1e-6 / best,
          (double) corpus.documents().memoryBytes() / corpus.summary().nonZeros());
    }
  }

  /** Of a file, or of all files of a store. */
  private static long bytes(Path path) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
