package mpjlda.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DocumentSamplerTest {
  private static final long SEED = 3;

  /** Topic k is word k alone, so that words show topics. */
  private static DocumentSampler separateTopics(LengthDistribution lengths, double... alpha) {
    AliasTable[] topics = new AliasTable[alpha.length];
    for (int k = 0; k < alpha.length; k++) {
      double[] beta = new double[alpha.length];
      beta[k] = 1;
      topics[k] = AliasTable.of(beta);
    }
    return new DocumentSampler(SEED, lengths, alpha, topics);
  }

  @Test
  void topicCountsHaveTheMomentsOfTheDirichletMultinomial() {
    double[] alpha = {0.3, 0.7, 1};
    int length = 40;
    int documents = 20_000;
    DocumentSampler sampler = separateTopics(LengthDistribution.fixed(length), alpha);
    double[] sums = new double[3];
    double[] squares = new double[3];
    for (int d = 0; d < documents; d++) {
      sampler.sample(d);
      double[] counts = new double[3];
      for (int i = 0; i < sampler.size(); i++) {
        counts[sampler.word(i)] = sampler.count(i);
      }
      for (int k = 0; k < 3; k++) {
        double deviation = counts[k] - length * alpha[k] / 2;
        sums[k] += counts[k];
        squares[k] += deviation * deviation;
      }
    }

    for (int k = 0; k < 3; k++) {
      double mean = alpha[k] / 2;
      // n p (1-p) (n + alpha0) / (1 + alpha0), alpha0 = 2
      double variance = length * mean * (1 - mean) * (length + 2) / 3;
      assertThat(sums[k] / documents)
          .as("mean of topic %d, seed %d", k, SEED)
          .isCloseTo(length * mean, within(5 * Math.sqrt(variance / documents)));
      assertThat(squares[k] / documents)
          .as("variance of topic %d, seed %d", k, SEED)
          .isCloseTo(variance, within(0.05 * variance));
    }
  }

  @Test
  void theTiniestAlphaGivesOneTopicADocument() {
    DocumentSampler sampler =
        separateTopics(LengthDistribution.fixed(100), Double.MIN_VALUE, Double.MIN_VALUE);
    int first = 0;
    for (int d = 0; d < 1000; d++) {
      sampler.sample(d);
      assertThat(sampler.size()).as("document %d", d).isEqualTo(1);
      assertThat(sampler.count(0)).isEqualTo(100);
      first += 1 - sampler.word(0);
    }
    assertThat(first).as("documents of topic 0, seed %d", SEED).isBetween(420, 580);
  }

  @Test
  void aDocumentDependsOnItsNumberAlone() {
    DocumentSampler one = separateTopics(LengthDistribution.poisson(30), 1, 2, 3, 4);
    DocumentSampler other = separateTopics(LengthDistribution.poisson(30), 1, 2, 3, 4);
    other.sample(99);
    other.sample(4);
    one.sample(4);

    assertThat(one.length()).isEqualTo(other.length());
    assertThat(one.size()).isEqualTo(other.size());
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.word(i)).isEqualTo(other.word(i));
      assertThat(one.count(i)).isEqualTo(other.count(i));
    }
  }
}
