package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mpjlda.data.store.Block;
import mpjlda.data.store.BlockReader;
import mpjlda.data.store.Store;

/** A million lines of made-up words, counted while they are made. */
final class MillionLines {
  private static final int LINES = 1_000_000;
  private static final int WORDS = 50_000;

  private final long[] tokens = new long[WORDS];
  private final int[] in = new int[WORDS];
  private final int[] last = new int[WORDS];
  private final int[] lineOfDocument = new int[LINES];
  private int documents;
  private long allTokens;

  private MillionLines() {}

  static MillionLines write(Path file, Random random) throws IOException {
    MillionLines lines = new MillionLines();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int line = 1; line <= LINES; line++) {
        int length = random.nextInt(25);
        if (length > 0) {
          lines.lineOfDocument[lines.documents++] = line;
        }
        for (int i = 0; i < length; i++) {
          double u = random.nextDouble();
          int word = (int) (WORDS * u * u * u);
          lines.count(word);
          out.write("wort" + word + (i % 7 == 6 ? ", " : " "));
        }
        out.write('\n');
      }
    }
    return lines;
  }

  private void count(int word) {
    allTokens++;
    tokens[word]++;
    if (last[word] != documents) {
      last[word] = documents;
      in[word]++;
    }
  }

  /** Lines that are not blank. */
  int documents() {
    return documents;
  }

  long tokens() {
    return allTokens;
  }

  /** Compares with a store that was made with the default options. */
  void check(Path folder, String as) {
    Store store = Store.open(folder);
    List<Integer> kept =
        IntStream.range(0, WORDS)
            .filter(word -> in[word] >= 2 && in[word] <= documents / 2)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer word) -> -in[word])
                    .thenComparing(word -> "wort" + word))
            .toList();
    assertThat(store.vocabulary()).as(as).isEqualTo(kept.stream().map(w -> "wort" + w).toList());
    long[] foundTokens = new long[kept.size()];
    int[] foundIn = new int[kept.size()];
    BlockReader reader = store.reader();
    for (int b = 0; b < store.index().blocks(); b++) {
      Block block = reader.read(b);
      for (int i = 0; i < block.nonZeros(); i++) {
        foundTokens[block.ids()[i]] += block.counts()[i];
        foundIn[block.ids()[i]]++;
      }
      List<String> names = store.names().read(b);
      for (int d = 0; d < names.size(); d++) {
        int line = lineOfDocument[(int) block.firstDocument() + d];
        assertThat(names.get(d)).as(as).isEqualTo("lines.txt:" + line);
      }
    }
    for (int w = 0; w < kept.size(); w++) {
      assertThat(foundTokens[w]).as(as + ", word " + w).isEqualTo(tokens[kept.get(w)]);
      assertThat(foundIn[w]).as(as + ", word " + w).isEqualTo(in[kept.get(w)]);
    }
  }
}
