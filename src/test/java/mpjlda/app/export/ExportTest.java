package mpjlda.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.RowLayout;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.modelio.ModelDirectory;
import mpjlda.data.modelio.ModelInfo;
import mpjlda.data.modelio.ModelInfos;
import mpjlda.data.modelio.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.NodeList;

/** Two topics over three words: topic 0 (1/2, 1/4, 1/4) of 8, topic 1 (1/8, 1/8, 3/4) of 16. */
class ExportTest {
  private static final List<String> WORDS = List.of("say \"hi\", <all> & go", "naïve", "c");

  @TempDir private Path folder;

  private static TopicModel model() {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(3, 2));
    double[][] entries = {{4, 2}, {2, 2}, {2, 12}};
    for (int w = 0; w < 3; w++) {
      lambda.set(w, 0, entries[w][0]);
      lambda.set(w, 1, entries[w][1]);
    }
    return new TopicModel(lambda, new double[] {0.25, 0.75}, 1, WORDS);
  }

  private static ModelInfo info() {
    return ModelInfos.of(2, WORDS, 1).corpus(5, 18).iterations(3, true).bound(-9).build();
  }

  private List<Path> export(String form, boolean withDocuments) throws IOException {
    Path corpus = folder.resolve("documents.ldac");
    // The second document is empty: its proportions are alpha over its sum.
    Files.writeString(corpus, "2 0:1 2:2\n0\n");
    Optional<CorpusSource> source =
        withDocuments
            ? Optional.of(
                new CorpusSource(
                    List.of(corpus.toString()), CorpusFormat.LDAC, vocabulary(), Integer.MAX_VALUE))
            : Optional.empty();
    return ExportFormat.valueOf(form.toUpperCase(Locale.ROOT).replace('-', '_'))
        .write(new ExportSource(info(), model(), source, false, 2, 1), folder.resolve(form));
  }

  private Path vocabulary() throws IOException {
    return Files.write(folder.resolve("words.txt"), WORDS);
  }

  private String text(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  @Test
  void tablesQuoteWhatNeedsIt() throws IOException {
    export("csv", true);
    assertThat(text("csv/topic_word.csv"))
        .isEqualTo(
            "word,topic_0,topic_1\n"
                + "\"say \"\"hi\"\", <all> & go\",0.5,0.125\n"
                + "naïve,0.25,0.125\n"
                + "c,0.25,0.75\n");
    // (4 + 2 + 2 - 3) and (2 + 2 + 12 - 3) of 18 tokens.
    assertThat(text("csv/top_words.csv"))
        .startsWith("topic,share,rank,word,probability\n0," + 5 / 18.0 + ",1,\"say ")
        .endsWith("1," + 13 / 18.0 + ",2,\"say \"\"hi\"\", <all> & go\",0.125\n");
    assertThat(text("csv/doc_topic.csv"))
        .startsWith("document,topic_0,topic_1\n0,")
        .endsWith("\n1,0.25,0.75\n");
    export("tsv", false);
    assertThat(text("tsv/topic_word.tsv")).contains("\"say \"\"hi\"\", <all> & go\"\t0.5\t0.125\n");
    assertThat(folder.resolve("tsv/doc_topic.tsv")).doesNotExist();
  }

  @Test
  void ldaCsFilesHaveLogarithmsAndGammas() throws IOException {
    export("lda-c", true);
    String[] rows = text("lda-c/final.beta").split("\n");
    assertThat(rows).hasSize(2);
    String[] second = rows[1].split(" ");
    assertThat(Double.parseDouble(second[0])).isCloseTo(Math.log(0.125), within(1e-12));
    assertThat(Double.parseDouble(second[2])).isCloseTo(Math.log(0.75), within(1e-12));
    assertThat(text("lda-c/final.other"))
        .isEqualTo("num_topics 2\nnum_terms 3\nalpha 0.5000000000\n");
    String[] gammas = text("lda-c/final.gamma").split("\n");
    String[] gamma = gammas[0].split(" ");
    // alpha and the document's three tokens.
    assertThat(Double.parseDouble(gamma[0]) + Double.parseDouble(gamma[1]))
        .isCloseTo(4, within(1e-4));
    assertThat(gammas[1]).isEqualTo("0.25 0.75");
  }

  @Test
  void malletsFilesHaveItsColumns() throws IOException {
    export("mallet", true);
    assertThat(text("mallet/topic-keys.txt"))
        .isEqualTo("0\t0.25\tsay \"hi\", <all> & go naïve \n1\t0.75\tc say \"hi\", <all> & go \n");
    assertThat(text("mallet/topic-word-weights.txt"))
        .startsWith("0\tsay \"hi\", <all> & go\t4.0\n0\tnaïve\t2.0\n")
        .endsWith("1\tc\t12.0\n");
    assertThat(text("mallet/doc-topics.txt")).startsWith("0\t0\t0.").endsWith("1\t1\t0.25\t0.75\n");
  }

  @Test
  void graphMlIsWellFormed() throws Exception {
    export("graphml", false);
    var xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("graphml/topics.graphml").toFile());
    NodeList nodes = xml.getElementsByTagName("node");
    assertThat(nodes.getLength()).isEqualTo(2);
    assertThat(nodes.item(0).getFirstChild().getTextContent())
        .isEqualTo("0: say \"hi\", <all> & go naïve c");
    NodeList edges = xml.getElementsByTagName("edge");
    assertThat(edges.getLength()).isEqualTo(1);
    double affinity = Math.sqrt(0.5 * 0.125) + Math.sqrt(0.25 * 0.125) + Math.sqrt(0.25 * 0.75);
    assertThat(Double.parseDouble(edges.item(0).getTextContent()))
        .isCloseTo(affinity, within(1e-12));
  }

  @Test
  void pyLdaVisGetsItsArgumentsAndItsData() throws IOException {
    export("pyldavis", true);
    JsonNode arguments = new ObjectMapper().readTree(text("pyldavis/prepare.json"));
    assertThat(arguments.get("topic_term_dists").get(1).get(2).asDouble()).isEqualTo(0.75);
    assertThat(arguments.get("doc_lengths").toString()).isEqualTo("[3.0,0.0]");
    assertThat(arguments.get("term_frequency").toString()).isEqualTo("[1.0,0.0,2.0]");
    assertThat(arguments.get("doc_topic_dists").get(1).toString()).isEqualTo("[0.25,0.75]");
    JsonNode prepared = new ObjectMapper().readTree(text("pyldavis/prepared.json"));
    // The larger topic comes first; it was the second.
    assertThat(prepared.get("topic.order").toString()).isEqualTo("[2,1]");
    assertThat(prepared.get("mdsDat").get("Freq").get(0).asDouble())
        .isCloseTo(100 * 13 / 18.0, within(1e-9));
    JsonNode info = prepared.get("tinfo");
    assertThat(info.get("Term")).hasSize(9);
    assertThat(info.get("Category").get(3).asText()).isEqualTo("Topic1");
    assertThat(info.get("Term").get(3).asText()).isEqualTo("c");
    assertThat(info.get("logprob").get(3).asDouble()).isCloseTo(Math.log(0.75), within(1e-12));
    double word = 5 / 18.0 * 0.25 + 13 / 18.0 * 0.75;
    assertThat(info.get("loglift").get(3).asDouble())
        .isCloseTo(Math.log(0.75 / word), within(1e-12));
    assertThat(info.get("Freq").get(3).asDouble()).isCloseTo(13 * 0.75, within(1e-9));
  }

  @Test
  void jsonHasTheTopics() throws IOException {
    export("json", false);
    JsonNode topics = new ObjectMapper().readTree(text("json/topics.json")).get("topics");
    assertThat(topics).hasSize(2);
    assertThat(topics.get(1).get("alpha").asDouble()).isEqualTo(0.75);
    assertThat(topics.get(1).get("words").get(0).get("word").asText()).isEqualTo("c");
  }

  @Test
  void whatIsExportedComesBack() throws IOException {
    export("numpy", false);
    export("lda-c", false);
    Path again = folder.resolve("again");
    LambdaImport.run(
        new LambdaImport.Request(
            folder.resolve("numpy/lambda.npy"), vocabulary(), "0.5,0.25", 1, 1, again),
        "h");
    assertThat(ModelDirectory.open(again).alpha()).containsExactly(0.5, 0.25);
    assertThat(ModelDirectory.open(again).lambda().block(0)).containsExactly(4, 2, 2, 2, 2, 12);
    assertThat(ModelDirectory.verify(again)).isNotEmpty();
    LambdaImport.run(
        new LambdaImport.Request(
            folder.resolve("lda-c/final.beta"), vocabulary(), "0.5", 0.01, 2000, again),
        "h");
    assertThat(ModelDirectory.open(again).lambda().get(2, 1)).isCloseTo(750.01, within(1e-6));
    assertThat(ModelDirectory.open(again).topics()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'-1 -2\n', final.beta:1: found 2 numbers",
    "'-1 x -2\n', 'final.beta:1: found \"x\", expected the logarithm'",
    "'-1 -1 -1\n-1 2 -1\n', 'final.beta:2: found 2, expected the logarithm'",
    "'-1 NaN -1\n', 'final.beta:1: found NaN'",
    "'', 'found no line'"
  })
  void whatIsNoBetaIsRefused(String content, String message) throws IOException {
    Path beta = Files.writeString(folder.resolve("final.beta"), content);
    Path vocabulary = vocabulary();
    assertThatThrownBy(
            () ->
                LambdaImport.run(
                    new LambdaImport.Request(beta, vocabulary, "1", 1, 1, folder.resolve("m")),
                    "h"))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((LdaException) e).exitCode())
        .isEqualTo(65);
  }

  @Test
  void anArrayWithAnEntryThatIsNotPositiveLeavesNoModel() throws IOException {
    BlockedDoubleMatrix lambda = new BlockedDoubleMatrix(RowLayout.of(3, 1));
    lambda.set(0, 0, 1);
    lambda.set(1, 0, -2);
    lambda.set(2, 0, 1);
    Path file = folder.resolve("bad.npy");
    Npy.writeTransposed(file, lambda);
    Path vocabulary = vocabulary();
    assertThatThrownBy(
            () ->
                LambdaImport.run(
                    new LambdaImport.Request(file, vocabulary, "1", 1, 1, folder.resolve("m")),
                    "h"))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("bad.npy: entry [0, 1] (topic, word) is -2.0");
    assertThat(folder.resolve("m")).doesNotExist();
  }

  @Test
  void anArrayOfAnotherVocabularyIsRefused() throws IOException {
    export("numpy", false);
    Path two = Files.write(folder.resolve("two.txt"), List.of("a", "b"));
    assertThatThrownBy(
            () ->
                LambdaImport.run(
                    new LambdaImport.Request(
                        folder.resolve("numpy/lambda.npy"), two, "1", 1, 1, folder.resolve("m")),
                    "h"))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("shape (2, 3), expected (K, 2)");
  }
}
