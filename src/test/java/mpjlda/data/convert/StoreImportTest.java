package mpjlda.data.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.comm.SingleRank;
import mpjlda.core.errors.LdaException;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.corpus.CorpusStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of corpora that are imported, against documents written by hand. */
class StoreImportTest {
  private static final long SEED = 88;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private static CorpusSource source(String path) {
    return new CorpusSource(List.of(path), CorpusFormat.AUTO, null, Integer.MAX_VALUE);
  }

  private ImportRequest request(DocumentSampling selection, String... paths) {
    return request(selection, "out", false, paths);
  }

  private ImportRequest request(
      DocumentSampling selection, String output, boolean replace, String... paths) {
    return new ImportRequest(
        Stream.of(paths).map(StoreImportTest::source).toList(),
        Optional.empty(),
        Integer.MAX_VALUE,
        selection,
        folder.resolve(output),
        replace,
        "test 1");
  }

  private ImportRequest mapped(Path words, String output, String path) {
    ImportRequest plain = request(DocumentSampling.all(), output, false, path);
    return new ImportRequest(
        plain.corpora(),
        Optional.of(words),
        plain.maxVocabulary(),
        plain.selection(),
        plain.output(),
        plain.replace(),
        plain.program());
  }

  private static List<StoreImport.Written> imported(ImportRequest request) {
    return StoreImport.run(request, new Collectives(new SingleRank()));
  }

  private static CorpusStream open(Path path) {
    return CorpusReader.stream(source(path.toString()), new Collectives(new SingleRank()));
  }

  /** Each document as {@code name: word*count …}, in the order of the ids. */
  private List<String> read(String name) {
    CorpusStream stream = open(folder.resolve(name));
    List<String> documents = new ArrayList<>();
    stream.forEachDocument(
        (title, ids, counts, size) -> {
          StringBuilder text = new StringBuilder(title + ":");
          for (int i = 0; i < size; i++) {
            text.append(' ').append(stream.vocabulary().word(ids[i])).append('*').append(counts[i]);
          }
          documents.add(text.toString());
        });
    return documents;
  }

  private static String hash(Path path) {
    return CorpusReader.read(source(path.toString()), new Collectives(new SingleRank()))
        .summary()
        .corpusHash();
  }

  @ParameterizedTest
  @CsvSource({
    "a.txt, '# c\n%sun,rain,snow\nTR1,7,3:2,1:1\nTR2,8\nTR3,9,2:5\n', 'TR1,TR2,TR3'",
    "docword.a.txt, '3\n3\n3\n1 3 2\n1 1 1\n3 2 5\n', ',,'",
    "a.ldac, '2 2:2 0:1\n0\n1 1:5\n', ',,'",
    "a.svmlight, '1 3:2 1:1\n-1 # none\n0.5 2:5\n', ',,'"
  })
  void everyFormat(String name, String text, String names) throws IOException {
    file("in/vocab.txt", "sun\nrain\nsnow\n");
    String in = file("in/" + name, text);
    StoreImport.Written written = imported(request(DocumentSampling.all(), in)).get(0);
    String[] title = names.split(",", -1);
    assertThat(read("out"))
        .containsExactly(title[0] + ": sun*1 snow*2", title[1] + ":", title[2] + ": rain*5");
    assertThat(written.summary().tokens()).isEqualTo(8);
    assertThat(written.summary().corpusHash())
        .isEqualTo(hash(Path.of(in)))
        .isEqualTo(hash(folder.resolve("out")));
    assertThat(Files.readString(folder.resolve("out/store.json"))).contains(name);
  }

  /** Ids from 0 or 1 are a fact of all SVMlight files of a command, and of the store. */
  @Test
  void idsOfSvmlightFilesStartAlike() throws IOException {
    file("a/vocab.txt", "sun\nrain\nsnow\n");
    String zero = file("a/x.svm", "-1 0:1 2:2\n");
    String none = file("a/y.svm", "-1 1:3\n");
    imported(request(DocumentSampling.all(), zero, none));
    assertThat(read("out")).containsExactly(": sun*1 snow*2", ": rain*3");
    assertThat(open(folder.resolve("out")).origin().idsFrom()).hasValue(0);
    imported(request(DocumentSampling.all(), "again", false, folder.resolve("out").toString()));
    assertThat(open(folder.resolve("again")).origin().idsFrom()).hasValue(0);
  }

  @Test
  void otherVocabulariesAreMergedByWord() throws IOException {
    file("a/vocab.txt", "sun\nrain\n");
    file("b/vocab.txt", "fog\nsun\nhail\n");
    String a = file("a/x.ldac", "2 0:1 1:2\n");
    String b = file("b/x.ldac", "3 0:1 1:2 2:3\n1 1:7\n");
    imported(request(DocumentSampling.all(), a, b));
    assertThat(read("out")).containsExactly(": sun*1 rain*2", ": sun*2 fog*1 hail*3", ": sun*7");
    assertThat(open(folder.resolve("out")).vocabulary().words())
        .containsExactly("sun", "rain", "fog", "hail");
  }

  /** A word that is there twice stays two words as long as nothing is matched by word. */
  @Test
  void aWordThatIsThereTwice() throws IOException {
    file("a/vocab.txt", "sun\nrain\nsun\n");
    String a = file("a/x.ldac", "3 0:1 1:2 2:4\n");
    imported(request(DocumentSampling.all(), a, a));
    assertThat(read("out")).containsExactly(": sun*1 rain*2 sun*4", ": sun*1 rain*2 sun*4");
    Path words = Path.of(file("words.txt", "rain\nsun\n"));
    imported(mapped(words, "mapped", a));
    assertThat(read("mapped")).containsExactly(": rain*2 sun*5");
  }

  @Test
  void anotherVocabularyDropsWords() throws IOException {
    file("a/vocab.txt", "sun\nrain\nsnow\n");
    String a = file("a/x.ldac", "3 0:1 1:2 2:3\n1 1:9\n");
    Path words = Path.of(file("words.txt", "ice\nsnow\nsun\n"));
    StoreImport.Written written = imported(mapped(words, "out", a)).get(0);
    assertThat(read("out")).containsExactly(": snow*3 sun*1", ":");
    assertThat(written.droppedTokens()).isEqualTo(11);
    assertThat(open(folder.resolve("out")).vocabulary().words())
        .containsExactly("ice", "snow", "sun");
    Path foreign = Path.of(file("foreign.txt", "uno\ndos\n"));
    assertThatThrownBy(() -> imported(mapped(foreign, "never", a)))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("found none of its 3 words");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void theVocabularyCanBeCut() throws IOException {
    file("a/vocab.txt", "sun\nrain\nsnow\n");
    String a = file("a/x.ldac", "3 2:3 0:1 1:2\n");
    imported(
        new ImportRequest(
            List.of(source(a)),
            Optional.empty(),
            2,
            DocumentSampling.all(),
            folder.resolve("out"),
            false,
            "test 1"));
    assertThat(read("out")).containsExactly(": sun*1 rain*2");
    assertThat(open(folder.resolve("out")).vocabulary().size()).isEqualTo(2);
  }

  @Test
  void splitAndSampleDependOnSeedAndDocumentAlone() throws IOException {
    StringBuilder text = new StringBuilder("%sun,rain\n");
    for (int d = 0; d < 4000; d++) {
      text.append("T").append(d).append(",1,1:").append(d + 1).append('\n');
    }
    String all = file("all.txt", text.toString());
    String half = file("half.txt", text.substring(0, text.indexOf("T2000,")));
    imported(
        request(new DocumentSampling(OptionalDouble.empty(), OptionalDouble.of(0.9), SEED), all));
    List<String> train = read("out-train");
    List<String> test = read("out-test");
    // Binomial(4000, 0.1): five standard deviations are 95.
    assertThat(test.size()).as("seed %d", SEED).isBetween(305, 495);
    List<String> together = new ArrayList<>(train);
    together.addAll(test);
    assertThat(together).hasSize(4000).doesNotHaveDuplicates();
    assertThat(open(folder.resolve("out-test")).vocabulary().size()).isEqualTo(2);

    DocumentSampling sample =
        new DocumentSampling(OptionalDouble.of(0.5), OptionalDouble.empty(), SEED);
    imported(request(sample, half));
    List<String> ofHalf = read("out");
    assertThat(ofHalf.size()).isBetween(880, 1120);
    imported(request(sample, "out", true, all));
    assertThat(read("out").subList(0, ofHalf.size())).isEqualTo(ofHalf);
    assertThatThrownBy(() -> imported(request(sample, all)))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("--overwrite");
  }

  @Test
  void aStoreOfAStoreIsTheSame() throws IOException {
    String in = file("a.txt", "%sun,rain\nT1,1,2:3,1:1\nT2,1\n");
    imported(request(DocumentSampling.all(), in));
    Files.move(folder.resolve("out"), folder.resolve("first"));
    imported(request(DocumentSampling.all(), folder.resolve("first").toString()));
    for (String name : List.of("documents.bin", "index.bin", "names.txt", "vocab.txt")) {
      assertThat(folder.resolve("out").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("first").resolve(name));
    }
  }

  /** Three corpora of other forms and vocabularies, enough for several blocks. */
  private String[] three() throws IOException {
    Random random = new Random(SEED);
    StringBuilder tracks = new StringBuilder("%sun,rain,snow\n");
    StringBuilder lines = new StringBuilder();
    for (int d = 0; d < 9000; d++) {
      tracks.append("T").append(d).append(",1,").append(1 + d % 3).append(":1\n");
      lines.append(30);
      for (int w = 0; w < 30; w++) {
        lines.append(' ').append(10 * w + random.nextInt(10)).append(':').append(1 + d % 7);
      }
      lines.append('\n');
    }
    String mxm = file("m/a.txt", tracks.toString());
    StringBuilder words = new StringBuilder();
    for (int w = 0; w < 300; w++) {
      words.append(w == 7 ? "rain" : "w" + w).append('\n');
    }
    file("l/vocab.txt", words.toString());
    String ldac = file("l/b.ldac", lines.toString());
    imported(request(DocumentSampling.all(), mxm));
    Files.move(folder.resolve("out"), folder.resolve("c.store"));
    return new String[] {mxm, ldac, folder.resolve("c.store").toString()};
  }

  @Test
  void aDamagedStoreIsReportedAndNothingIsWritten() throws IOException {
    String[] paths = three();
    imported(request(DocumentSampling.all(), paths[1]));
    Files.move(folder.resolve("out"), folder.resolve("d.store"));
    Path documents = folder.resolve("d.store/documents.bin");
    byte[] bytes = Files.readAllBytes(documents);
    bytes[bytes.length - 100] ^= 1;
    Files.write(documents, bytes);
    ImportRequest request =
        request(DocumentSampling.all(), paths[0], folder.resolve("d.store") + "");
    assertThatThrownBy(() -> imported(request))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("documents.bin: block ");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("m", "l", "c.store", "d.store");
    }
  }
}
