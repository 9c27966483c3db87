package mpjlda.app.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.ProgramVersion;
import mpjlda.data.modelio.Npy;
import mpjlda.data.modelio.NpyHeader;
import mpjlda.data.modelio.VocabularyFile;
import mpjlda.data.store.StoreSource;
import mpjlda.data.store.StoreSummary;
import mpjlda.data.store.StoreWriter;

/**
 * Writes a corpus sampled from LDA into a folder, with its vocabulary and the model that it was
 * sampled from.
 *
 * <p>The generative model is that of Blei, Ng and Jordan (JMLR 3, 2003), section 3: document
 * lengths Poisson distributed, theta_d ~ Dirichlet(alpha), each token's topic from theta_d and its
 * word from that topic. Memory: 8 bytes for each entry of the topics (K × V), and one document.
 */
public final class CorpusGenerator {
  /** The topics' word probabilities, float64 (K, V). */
  public static final String TRUE_TOPICS = "true-topics.npy";

  /** The documents' prior, float64 (K,). */
  public static final String TRUE_ALPHA = "true-alpha.npy";

  private final GeneratorOptions options;
  private final TopicSource source;
  private final List<String> vocabulary;

  public CorpusGenerator(GeneratorOptions options, TopicSource source) {
    if (options.alpha().length != source.topics()) {
      throw new IllegalArgumentException(
          options.alpha().length + " alphas for " + source.topics() + " topics");
    }
    this.options = options;
    this.source = source;
    this.vocabulary = source.vocabulary();
  }

  /** Names of the files that {@link #writeTo} writes. */
  public static List<String> fileNames(GeneratedFormat format) {
    return List.of(format.corpusName(), format.vocabularyName(), TRUE_TOPICS, TRUE_ALPHA);
  }

  /**
   * Generates everything. Files of the same names are replaced, each when the new one is whole.
   *
   * @throws LdaException (65) if a word cannot be written in the format, (70) if a file cannot be
   *     written or the topics do not fit into memory
   */
  public GeneratedCorpus writeTo(Path folder) {
    checkWords();
    checkMemory();
    AtomicFile.createFolders(folder);
    VocabularyFile.write(folder.resolve(options.format().vocabularyName()), vocabulary);
    Npy.writeVector(folder.resolve(TRUE_ALPHA), options.alpha());
    AliasTable[] topics = writeTopics(folder.resolve(TRUE_TOPICS));
    DocumentSampler sampler =
        new DocumentSampler(
            options.seed(),
            LengthDistribution.poisson(options.meanLength()),
            options.alpha(),
            topics);
    return writeCorpus(folder.resolve(options.format().corpusName()), sampler);
  }

  /** Draws the topics one by one: the file has the only copy of their probabilities. */
  private AliasTable[] writeTopics(Path file) {
    int words = vocabulary.size();
    AliasTable[] tables = new AliasTable[source.topics()];
    AtomicFile.writeStream(
        file,
        out -> {
          out.write(NpyHeader.encode(tables.length, words));
          double[] probabilities = new double[words];
          ByteBuffer bytes =
              ByteBuffer.allocate(words * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          for (int k = 0; k < tables.length; k++) {
            source.topic(k, probabilities);
            bytes.asDoubleBuffer().put(probabilities);
            out.write(bytes.array());
            tables[k] = AliasTable.of(probabilities);
          }
        });
    return tables;
  }

  private GeneratedCorpus writeCorpus(Path file, DocumentSampler sampler) {
    if (options.format() == GeneratedFormat.STORE) {
      return writeStore(file, sampler);
    }
    long nonZeros = options.format() == GeneratedFormat.UCI ? countNonZeros(sampler) : 0;
    Totals totals = new Totals();
    AtomicFile.writeStream(file, out -> writeDocuments(out, sampler, nonZeros, totals));
    return new GeneratedCorpus(options.documents(), totals.tokens, totals.nonZeros);
  }

  private GeneratedCorpus writeStore(Path folder, DocumentSampler sampler) {
    Map<String, String> provenance = new LinkedHashMap<>();
    options
        .toMap()
        .forEach(
            (name, value) ->
                provenance.put(
                    name,
                    value instanceof double[] list ? Arrays.toString(list) : value.toString()));
    String program = "mpj-lda " + ProgramVersion.value();
    StoreSource from = new StoreSource(List.of(), "generated", provenance, program);
    try (StoreWriter store = StoreWriter.replace(folder, from)) {
      for (long d = 0; d < options.documents(); d++) {
        sampler.sample(d);
        sampler.addTo(store);
      }
      StoreSummary summary = store.finish(vocabulary);
      return new GeneratedCorpus(summary.documents(), summary.tokens(), summary.nonZeros());
    }
  }

  /**
   * Counts the non-zeros that UCI's header announces. Sampling twice costs less than it seems, as a
   * document is always the same, and gives a header without padding.
   */
  private long countNonZeros(DocumentSampler sampler) {
    long nonZeros = 0;
    for (long d = 0; d < options.documents(); d++) {
      sampler.sample(d);
      nonZeros += sampler.size();
    }
    return nonZeros;
  }

  private void writeDocuments(
      OutputStream out, DocumentSampler sampler, long nonZeros, Totals totals) throws IOException {
    TextSink sink = new TextSink(out);
    CorpusText text = new CorpusText(options.format(), sink);
    text.begin(options.documents(), vocabulary, nonZeros);
    for (long d = 0; d < options.documents(); d++) {
      sampler.sample(d);
      text.document(d, sampler);
      totals.tokens += sampler.length();
      totals.nonZeros += sampler.size();
    }
    sink.flush();
  }

  private void checkWords() {
    for (String word : vocabulary) {
      if (options.format() == GeneratedFormat.MXM && word.indexOf(',') >= 0) {
        throw LdaException.badInput(
            "the word '"
                + word
                + "' has a comma, which the mxm format separates words by."
                + " Choose --format uci, ldac or svmlight.");
      }
    }
  }

  private void checkMemory() {
    long needed = (long) source.topics() * vocabulary.size() * Long.BYTES;
    long available = Runtime.getRuntime().maxMemory();
    // At least two more vectors of V, and the JVM's own memory.
    if (needed > available / 10 * 9) {
      throw LdaException.failed(
          String.format(
              "%d topics of %d words need %d MiB of memory, the JVM may use %d MiB. Ask for fewer,"
                  + " or start Java with a larger -Xmx.",
              source.topics(), vocabulary.size(), needed >> 20, available >> 20));
    }
  }

  /** Sums made while writing. */
  private static final class Totals {
    private long tokens;
    private long nonZeros;
  }
}
