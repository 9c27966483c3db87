package mpjlda.data.documents;

import static org.assertj.core.api.Assertions.assertThat;

import mpjlda.core.kernel.DocumentSource;
import org.junit.jupiter.api.Test;

class TokenSplitTest {
  /** Documents of one word each: document d has word d, {@code tokens} times. */
  private record Single(int documents, int first, int tokens) implements DocumentSource {
    @Override
    public int count() {
      return documents;
    }

    @Override
    public int longest() {
      return 1;
    }

    @Override
    public long firstDocument() {
      return first;
    }

    @Override
    public int load(int document, int[] words, double[] counts) {
      words[0] = 7;
      counts[0] = tokens;
      return 1;
    }
  }

  private static long count(DocumentSource half, int document) {
    int[] words = new int[1];
    double[] counts = new double[1];
    return half.load(document, words, counts) == 0 ? 0 : (long) counts[0];
  }

  @Test
  void theHalvesMakeTheWhole() {
    for (int tokens : new int[] {1, 2, 63, 64, 65, 128, 5000}) {
      Single whole = new Single(50, 0, tokens);
      for (int d = 0; d < 50; d++) {
        long observed = count(TokenSplit.observed(whole, 3), d);
        long heldOut = count(TokenSplit.heldOut(whole, 3), d);
        assertThat(observed + heldOut).as("%d tokens, document %d", tokens, d).isEqualTo(tokens);
      }
    }
  }

  @Test
  void eachTokenIsAFairCoin() {
    // 40,000 tokens in documents of 1, and 40,000 in documents of 100: 6 standard deviations = 600.
    for (int tokens : new int[] {1, 100}) {
      DocumentSource half = TokenSplit.heldOut(new Single(40_000 / tokens, 0, tokens), 20261121);
      long heads = 0;
      for (int d = 0; d < half.count(); d++) {
        heads += count(half, d);
      }
      assertThat(heads).as("%d tokens a document", tokens).isBetween(19_400L, 20_600L);
    }
  }

  @Test
  void theDocumentsNumberInTheCorpusDecidesNotTheRank() {
    DocumentSource whole = TokenSplit.heldOut(new Single(100, 0, 40), 1);
    DocumentSource part = TokenSplit.heldOut(new Single(60, 40, 40), 1);
    for (int d = 0; d < 60; d++) {
      assertThat(count(part, d)).isEqualTo(count(whole, d + 40));
    }
  }

  @Test
  void theNumbersAreThoseOfThePythonScript() {
    // coins(seed, "held-out", document, 7, 100) of src/test/python/evaluate_reference.py
    assertThat(count(TokenSplit.heldOut(new Single(3, 0, 100), 1), 0)).isEqualTo(57);
    assertThat(count(TokenSplit.heldOut(new Single(3, 0, 100), 1), 2)).isEqualTo(48);
    assertThat(count(TokenSplit.heldOut(new Single(3, 0, 100), -5), 1)).isEqualTo(48);
  }
}
