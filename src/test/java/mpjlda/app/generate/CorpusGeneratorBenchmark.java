package mpjlda.app.generate;

import java.nio.file.Path;
import java.util.Arrays;

/** Tokens a second of each format: arguments FOLDER [topics words documents]. Not a test. */
final class CorpusGeneratorBenchmark {
  private CorpusGeneratorBenchmark() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int topics = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    int words = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5000;
    long documents = arguments.length > 3 ? Long.parseLong(arguments[3]) : 100_000;
    double[] alpha = new double[topics];
    Arrays.fill(alpha, 0.1);
    for (GeneratedFormat format : GeneratedFormat.values()) {
      for (int round = 0; round < 2; round++) {
        GeneratorOptions options = new GeneratorOptions(documents, 100, alpha, 1, format);
        long start = System.nanoTime();
        GeneratedCorpus corpus =
            new CorpusGenerator(options, new DirichletTopics(topics, words, 0.05, 1))
                .writeTo(folder);
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(
            "%s: %.2f s, %.1f million tokens/s%n",
            format, seconds, corpus.tokens() / seconds * 1e-6);
      }
    }
  }
}
