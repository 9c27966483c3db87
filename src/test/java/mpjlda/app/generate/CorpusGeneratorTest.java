package mpjlda.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.errors.LdaException;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.modelio.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusGeneratorTest {
  private static final long SEED = 17;
  private static final int TOPICS = 4;
  private static final int WORDS = 30;

  @TempDir Path folder;

  private GeneratedCorpus generate(long documents, double meanLength, GeneratedFormat format) {
    double[] alpha = {0.5, 0.5, 1, 2};
    return new CorpusGenerator(
            new GeneratorOptions(documents, meanLength, alpha, SEED, format),
            new DirichletTopics(TOPICS, WORDS, 0.2, SEED))
        .writeTo(folder);
  }

  @ParameterizedTest
  @EnumSource(names = {"MXM", "UCI", "SVMLIGHT"})
  void allFormatsHoldTheSameDocuments(GeneratedFormat format) throws IOException {
    // A mean of 3 tokens gives empty documents, too.
    generate(200, 3, GeneratedFormat.LDAC);
    List<TreeMap<Integer, Integer>> expected = read(GeneratedFormat.LDAC);

    GeneratedCorpus corpus = generate(200, 3, format);

    List<TreeMap<Integer, Integer>> documents = read(format);
    assertThat(documents).as("seed %d", SEED).isEqualTo(expected).anyMatch(TreeMap::isEmpty);
    assertThat(corpus.documents()).isEqualTo(200);
    assertThat(corpus.nonZeros()).isEqualTo(documents.stream().mapToLong(TreeMap::size).sum());
    assertThat(corpus.tokens())
        .isEqualTo(
            documents.stream()
                .flatMap(document -> document.values().stream())
                .mapToLong(Integer::longValue)
                .sum());
  }

  @ParameterizedTest
  @EnumSource(names = {"MXM", "UCI", "LDAC", "SVMLIGHT"})
  void theProgramReadsItsOwnCorpora(GeneratedFormat format) {
    GeneratedCorpus generated = generate(200, 3, format);
    String file = folder.resolve(format.corpusName()).toString();

    Corpus corpus =
        CorpusReader.read(
            new CorpusSource(List.of(file), CorpusFormat.AUTO, null, Integer.MAX_VALUE),
            new Collectives(new SingleRank()));

    assertThat(corpus.summary().format().name()).isEqualTo(format.name());
    assertThat(corpus.summary().documents()).isEqualTo(200);
    assertThat(corpus.summary().tokens()).isEqualTo(generated.tokens());
    assertThat(corpus.summary().nonZeros()).isEqualTo(generated.nonZeros());
    assertThat(corpus.vocabulary().words())
        .isEqualTo(new DirichletTopics(TOPICS, WORDS, 0.2, SEED).vocabulary());
  }

  @Test
  void wordsComeAsOftenAsTheTrueModelSays() throws IOException {
    GeneratedCorpus corpus = generate(20_000, 20, GeneratedFormat.LDAC);
    BlockedDoubleMatrix beta =
        Npy.readTransposed(folder.resolve(CorpusGenerator.TRUE_TOPICS), TOPICS, WORDS);
    double[] alpha = Npy.readVector(folder.resolve(CorpusGenerator.TRUE_ALPHA), TOPICS);
    assertThat(alpha).containsExactly(0.5, 0.5, 1, 2);
    double[] frequencies = new double[WORDS];
    for (TreeMap<Integer, Integer> document : read(GeneratedFormat.LDAC)) {
      document.forEach((word, count) -> frequencies[word] += (double) count / corpus.tokens());
    }

    for (int w = 0; w < WORDS; w++) {
      double expected = 0;
      for (int k = 0; k < TOPICS; k++) {
        expected += alpha[k] / 4 * beta.get(w, k);
      }
      // theta's spread makes documents' tokens alike: about 20 tokens count as 5.
      assertThat(frequencies[w])
          .as("word %d, seed %d", w, SEED)
          .isCloseTo(expected, within(1e-5 + 5 * Math.sqrt(expected / 100_000)));
    }
  }

  @Test
  void moreDocumentsContinueTheSameCorpus() throws IOException {
    generate(30, 10, GeneratedFormat.LDAC);
    List<String> few = lines(GeneratedFormat.LDAC);
    generate(50, 10, GeneratedFormat.LDAC);

    assertThat(lines(GeneratedFormat.LDAC)).hasSize(50).startsWith(few.toArray(new String[0]));
  }

  @Test
  void linesAreThoseOfTheFormats() throws IOException {
    // One topic of one word.
    TopicSource oneWord =
        new TopicSource() {
          @Override
          public int topics() {
            return 1;
          }

          @Override
          public List<String> vocabulary() {
            return List.of("naïve", "恋");
          }

          @Override
          public void topic(int topic, double[] probabilities) {
            probabilities[0] = 0;
            probabilities[1] = 1;
          }
        };
    String[] expected = {
      "# generated by mpj-lda generate\n%naïve,恋\ndoc1,1,2:#\ndoc2,2,2:#\n",
      "2\n2\n2\n1 2 #\n2 2 #\n",
      "1 1:#\n1 1:#\n",
      "0 2:#\n0 2:#\n"
    };
    for (GeneratedFormat format : EnumSet.complementOf(EnumSet.of(GeneratedFormat.STORE))) {
      new CorpusGenerator(new GeneratorOptions(2, 30, new double[] {1}, SEED, format), oneWord)
          .writeTo(folder);
      // The lengths are random.
      assertThat(
              Files.readString(folder.resolve(format.corpusName()))
                  .replaceAll("(?m)([ :])\\d+$", "$1#"))
          .as("%s", format)
          .isEqualTo(expected[format.ordinal()]);
      assertThat(Files.readString(folder.resolve(format.vocabularyName()))).isEqualTo("naïve\n恋\n");
    }
  }

  @Test
  void wordsWithCommasAreRefusedInMxm() {
    TopicSource comma =
        new TopicSource() {
          @Override
          public int topics() {
            return 1;
          }

          @Override
          public List<String> vocabulary() {
            return List.of("a,b");
          }

          @Override
          public void topic(int topic, double[] probabilities) {
            probabilities[0] = 1;
          }
        };
    CorpusGenerator generator =
        new CorpusGenerator(
            new GeneratorOptions(1, 1, new double[] {1}, 1, GeneratedFormat.MXM), comma);

    assertThatThrownBy(() -> generator.writeTo(folder))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("'a,b' has a comma");
    assertThat(folder).isEmptyDirectory();
  }

  private List<String> lines(GeneratedFormat format) throws IOException {
    return Files.readAllLines(folder.resolve(format.corpusName()));
  }

  /** A reader of its own: word ids from 0 to counts. */
  private List<TreeMap<Integer, Integer>> read(GeneratedFormat format) throws IOException {
    List<String> lines = lines(format);
    List<TreeMap<Integer, Integer>> documents = new ArrayList<>();
    if (format == GeneratedFormat.UCI) {
      assertThat(lines).hasSize(3 + Integer.parseInt(lines.get(2)));
      for (int d = 0; d < Integer.parseInt(lines.get(0)); d++) {
        documents.add(new TreeMap<>());
      }
      for (String line : lines.subList(3, lines.size())) {
        String[] fields = line.split(" ");
        documents
            .get(Integer.parseInt(fields[0]) - 1)
            .put(Integer.parseInt(fields[1]) - 1, Integer.parseInt(fields[2]));
      }
      return documents;
    }
    int base = format == GeneratedFormat.LDAC ? 0 : 1;
    for (String line : lines) {
      if (!line.startsWith("#") && !line.startsWith("%")) {
        TreeMap<Integer, Integer> document = new TreeMap<>();
        for (String field : line.split("[ ,]")) {
          int colon = field.indexOf(':');
          if (colon > 0) {
            document.put(
                Integer.parseInt(field.substring(0, colon)) - base,
                Integer.parseInt(field.substring(colon + 1)));
          }
        }
        if (format == GeneratedFormat.LDAC) {
          assertThat(line.split(" ")[0]).isEqualTo(String.valueOf(document.size()));
        }
        documents.add(document);
      }
    }
    return documents;
  }
}
