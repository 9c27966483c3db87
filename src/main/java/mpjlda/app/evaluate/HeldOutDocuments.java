package mpjlda.app.evaluate;

import java.util.Arrays;
import java.util.List;
import mpjlda.app.config.HeldOutSource;
import mpjlda.core.errors.LdaException;
import mpjlda.core.inference.TopicInference;
import mpjlda.core.inference.TopicModel;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.math.ExactSum;
import mpjlda.core.parallel.Communicator;
import mpjlda.core.parallel.Workers;
import mpjlda.data.corpus.Corpus;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.documents.JoinedDocuments;
import mpjlda.data.documents.ModelDocuments;
import mpjlda.data.documents.TokenSplit;

/**
 * Documents in two parts, this rank's share of them: topic proportions are fitted to the observed
 * part and the held-out part is scored with them (document completion; Wallach, Murray,
 * Salakhutdinov and Mimno, ICML 2009, section 5.1).
 */
public final class HeldOutDocuments {
  private final DocumentSource observed;
  private final DocumentSource heldOut;
  private final long documents;
  private final long tokens;
  private final long droppedTokens;
  private final String hash;
  private final Communicator comm;

  private HeldOutDocuments(Parts parts, long documents, List<String> names, Communicator comm) {
    this.observed = parts.observed();
    this.heldOut = parts.heldOut();
    this.documents = documents;
    this.hash = parts.hash();
    this.comm = comm;
    long[] sums = {ModelDocuments.tokens(heldOut), parts.droppedTokens()};
    comm.allreduceSum(sums, 0, sums.length);
    this.tokens = sums[0];
    this.droppedTokens = sums[1];
    if (tokens == 0) {
      throw LdaException.badInput(
          String.join(" ", names)
              + ": found not one held-out token in "
              + documents
              + " documents, expected tokens to score. Look at the corpus with: mpj-lda info PATH");
    }
  }

  private record Parts(
      DocumentSource observed, DocumentSource heldOut, long droppedTokens, String hash) {}

  /**
   * Reads the documents; called by all ranks.
   *
   * @param vocabulary (V) the model's words
   * @throws LdaException (65) if they cannot be read, do not fit the vocabulary or one another, or
   *     have nothing held out
   */
  public static HeldOutDocuments read(
      HeldOutSource source, List<String> vocabulary, Communicator comm) {
    Corpus first = CorpusReader.read(source.observed().orElse(source.heldOut()), comm);
    ModelDocuments mapped = ModelDocuments.of(first, vocabulary, source.mapWords());
    Parts parts;
    if (source.observed().isPresent()) {
      Corpus beside = CorpusReader.readBeside(first, source.heldOut(), comm);
      ModelDocuments second = ModelDocuments.of(beside, vocabulary, source.mapWords());
      parts =
          new Parts(
              mapped,
              second,
              mapped.droppedTokens() + second.droppedTokens(),
              first.summary().corpusHash() + beside.summary().corpusHash());
    } else {
      parts =
          new Parts(
              TokenSplit.observed(mapped, source.seed()),
              TokenSplit.heldOut(mapped, source.seed()),
              mapped.droppedTokens(),
              first.summary().corpusHash());
    }
    return new HeldOutDocuments(parts, first.summary().documents(), source.heldOut().paths(), comm);
  }

  /**
   * Documents that are there already, their tokens split in two; called by all ranks.
   *
   * @param whole this rank's; numbered without gaps over the ranks
   * @param documents of all ranks
   * @param seed of the split
   * @param names of the files that they come from, for messages
   * @throws LdaException (65) if nothing is held out
   */
  public static HeldOutDocuments split(
      DocumentSource whole, long documents, long seed, List<String> names, Communicator comm) {
    Parts parts =
        new Parts(TokenSplit.observed(whole, seed), TokenSplit.heldOut(whole, seed), 0, "");
    return new HeldOutDocuments(parts, documents, names, comm);
  }

  /** Tokens of both parts, on all ranks, of words that the model does not have. */
  public long droppedTokens() {
    return droppedTokens;
  }

  /** Hash of the corpora that were read; empty if none was. */
  public String hash() {
    return hash;
  }

  /** The documents with both parts together. */
  DocumentSource whole() {
    return new JoinedDocuments(observed, heldOut);
  }

  /**
   * Scores all ranks' documents; called by all ranks.
   *
   * @return the same on all ranks, and for any number of ranks and threads
   */
  public HeldOutScore score(TopicModel model, Workers workers) {
    int longest = Math.max(observed.longest(), heldOut.longest());
    ExactSum[] sums = new ExactSum[workers.threads()];
    Scratch[] scratch = new Scratch[workers.threads()];
    Arrays.setAll(sums, i -> new ExactSum());
    Arrays.setAll(scratch, i -> new Scratch(model.topics(), longest));
    new TopicInference(model, longest, workers)
        .forEach(
            observed,
            (worker, d, gamma) -> sums[worker].add(score(d, gamma, model, scratch[worker])));
    ExactSum own = new ExactSum();
    for (ExactSum sum : sums) {
      own.add(sum);
    }
    long[] words = new long[ExactSum.WORDS];
    own.store(words, 0);
    comm.allreduceSum(words, 0, words.length);
    return new HeldOutScore(documents, tokens, ExactSum.load(words, 0).value());
  }

  private double score(int d, double[] gamma, TopicModel model, Scratch scratch) {
    model.proportions(gamma, scratch.theta, 0);
    int size = heldOut.load(d, scratch.words, scratch.counts);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double probability = model.probability(scratch.words[i], scratch.theta);
      sum += scratch.counts[i] * StrictMath.log(probability);
    }
    return sum;
  }

  /** One thread's. */
  private static final class Scratch {
    private final double[] theta;
    private final int[] words;
    private final double[] counts;

    Scratch(int topics, int longest) {
      theta = new double[topics];
      words = new int[longest];
      counts = new double[longest];
    }
  }
}
