package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mpjlda.cluster.comm.InProcessRanks;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random damage gives a good corpus or a failure with a message, on all ranks alike. */
class CorpusFuzzTest {
  private static final long SEED = 411;
  private static final int ROUNDS = 150;
  private static final int WORDS = 40;
  private static final String LIKELY = "0123456789:,. \t\n\r#%-\0";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STORE")
  void damageIsSurvived(CorpusFormat format) {
    Random random = new Random(SEED + format.ordinal());
    List<Map<Integer, Integer>> bags = Bags.random(SEED, 30, WORDS);
    Bags.write(folder.resolve("vocab.txt"), String.join("\n", Bags.words(WORDS)));
    Path file = folder.resolve("corpus");
    int survived = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = damaged(text(format, bags).getBytes(StandardCharsets.UTF_8), random);
      if (random.nextInt(3) == 0) {
        bytes = Bags.gzip(bytes);
        bytes = random.nextBoolean() ? damaged(bytes, random) : bytes;
      }
      Bags.write(file, bytes);
      CorpusFormat asked = random.nextBoolean() ? CorpusFormat.AUTO : format;
      survived += check(Bags.source(asked, file), bytes, round) ? 1 : 0;
    }
    // Else the damage would be too much or too little to test anything.
    assertThat(survived).as("seed %d", SEED).isBetween(1, ROUNDS - ROUNDS / 4);
  }

  /** One, two and three ranks must read the same, or fail at the same; true if they read. */
  private boolean check(CorpusSource source, byte[] bytes, int round) {
    String what =
        "seed %d, round %d, %s: %s"
            .formatted(SEED, round, source.format(), Base64.getEncoder().encodeToString(bytes));
    String alone = outcome(source, 1, what);
    for (int ranks : new int[] {2, 3}) {
      String several = outcome(source, ranks, what);
      // A damaged gzip file is noticed while it is measured, before its lines are read.
      if (!several.contains("the gzip data") && !alone.contains("the gzip data")) {
        assertThat(several).as("%d ranks, %s", ranks, what).isEqualTo(alone);
      }
    }
    return alone.startsWith("CorpusSummary");
  }

  private static String outcome(CorpusSource source, int ranks, String what) {
    List<String> outcomes =
        InProcessRanks.run(
            ranks,
            comm -> {
              try {
                return CorpusReader.read(source, comm).summary().toString();
              } catch (LdaException e) {
                return e.exitCode() + " " + e.getMessage();
              } catch (RuntimeException | Error e) {
                throw new AssertionError(what, e);
              }
            });
    assertThat(outcomes).as(what).containsOnly(outcomes.get(0));
    assertThat(outcomes.get(0)).as(what).matches("(?s)(65 |CorpusSummary).*");
    return outcomes.get(0);
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    int flips = 1 + random.nextInt(3);
    for (int i = 0; i < flips; i++) {
      int at = random.nextInt(random.nextBoolean() ? result.length : Math.min(60, result.length));
      result[at] =
          (byte)
              (random.nextInt(4) == 0
                  ? random.nextInt(256)
                  : LIKELY.charAt(random.nextInt(LIKELY.length())));
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(result, random.nextInt(result.length)) : result;
  }

  private static String text(CorpusFormat format, List<Map<Integer, Integer>> bags) {
    return switch (format) {
      case MXM -> Bags.mxm(bags, Bags.words(WORDS));
      case UCI -> Bags.uci(bags, WORDS);
      case MTX -> Bags.mtx(bags, WORDS, false);
      case LDAC -> Bags.ldac(bags);
      case SVMLIGHT -> Bags.svmlight(bags, 1);
      case AUTO, STORE -> Bags.svmlight(bags, 0);
    };
  }
}
