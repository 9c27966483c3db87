package mpjlda.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowLayoutTest {
  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "5,3", "1048577,1", "100000,50", "3,2000000", "70000,127"})
  void blocksHoldEveryRowOnce(int rows, int columns) {
    RowLayout layout = RowLayout.of(rows, columns);
    long entries = 0;
    int row = 0;
    for (int b = 0; b < layout.blocks(); b++) {
      assertThat(layout.firstRow(b)).isEqualTo(row);
      for (int r = 0; r < layout.rowsIn(b); r++, row++) {
        assertThat(layout.blockOf(row)).isEqualTo(b);
        assertThat(layout.offsetOf(row)).isEqualTo(r * columns);
      }
      entries += layout.entriesIn(b);
    }
    assertThat(row).isEqualTo(rows);
    assertThat(entries).isEqualTo((long) rows * columns);
  }

  @Test
  void aBlockFitsAMessage() {
    for (int columns : new int[] {1, 50, 1000, 10_000, 1_000_000}) {
      assertThat(RowLayout.of(Integer.MAX_VALUE, columns).entriesIn(0))
          .isLessThanOrEqualTo(1 << 20);
    }
  }

  @Test
  void tenThousandTopicsOfTenMillionWordsAreAddressed() {
    RowLayout layout = RowLayout.of(10_000_000, 10_000);
    long last = (long) layout.firstRow(layout.blocks() - 1) + layout.rowsIn(layout.blocks() - 1);
    assertThat(last).isEqualTo(10_000_000);
  }

  @Test
  void sharesOfTenThousandTopicsOfTenMillionWordsAreWithoutGaps() {
    RowLayout layout = RowLayout.of(10_000_000, 10_000);
    RowShares shares = new RowShares(layout, 7);
    long words = 0;
    for (int rank = 0; rank < 7; rank++) {
      words += shares.pieces(rank, 512).stream().mapToLong(r -> r.end() - r.first()).sum();
    }
    assertThat(words).isEqualTo(10_000_000);
    int last = layout.blocks() - 1;
    assertThat(shares.firstRow(last, 7)).isEqualTo(10_000_000);
    assertThat(shares.starts(last)[7]).isEqualTo(layout.entriesIn(last));
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> new RowLayout(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RowLayout(1, 1, 3)).isInstanceOf(IllegalArgumentException.class);
  }
}
