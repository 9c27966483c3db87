package mpjlda.core.topicmodel;

import java.util.Optional;
import mpjlda.core.kernel.DocumentWorkspace;
import mpjlda.core.kernel.FloatWorkspace;
import mpjlda.core.math.FloatFunctions;
import mpjlda.core.matrix.BlockedDoubleMatrix;
import mpjlda.core.matrix.PaddedFloatMatrix;
import mpjlda.core.matrix.RowLayout;

/**
 * exp(E[log beta]) (V × K), each word's row divided by its largest entry, as sweeps read it: in
 * doubles or in floats. Rows are computed one at a time, in doubles.
 */
public final class ScaledRows {
  private final RowLayout layout;
  private final Optional<BlockedDoubleMatrix> wide;
  private final Optional<PaddedFloatMatrix> narrow;

  /** (threads × K): scratch for rows that are kept in floats. */
  private final double[][] drafts;

  private ScaledRows(
      RowLayout layout,
      Optional<BlockedDoubleMatrix> wide,
      Optional<PaddedFloatMatrix> narrow,
      double[][] drafts) {
    this.layout = layout;
    this.wide = wide;
    this.narrow = narrow;
    this.drafts = drafts;
  }

  /** Rows for double precision. */
  public static ScaledRows wide(RowLayout layout) {
    BlockedDoubleMatrix rows = new BlockedDoubleMatrix(layout);
    return new ScaledRows(layout, Optional.of(rows), Optional.empty(), new double[0][]);
  }

  /** Rows for single precision. */
  public static ScaledRows narrow(RowLayout layout, int threads) {
    double[][] drafts = new double[threads][layout.columns()];
    return new ScaledRows(
        layout, Optional.empty(), Optional.of(new PaddedFloatMatrix(layout)), drafts);
  }

  public RowLayout layout() {
    return layout;
  }

  /** In doubles. Not a copy. */
  public Optional<BlockedDoubleMatrix> wide() {
    return wide;
  }

  /**
   * Gives a document its words' rows.
   *
   * @param document of the same precision
   */
  void gather(DocumentWorkspace document) {
    if (wide.isPresent()) {
      document.setRows(wide.get());
    } else {
      ((FloatWorkspace) document).setRows(narrow.orElseThrow());
    }
  }

  /** In floats, no entry below {@link FloatFunctions#ROW_FLOOR}. Not a copy. */
  public Optional<PaddedFloatMatrix> narrow() {
    return narrow;
  }

  /**
   * The array in which a worker computes a word's row, from {@link #at} on, before {@link #keep}.
   */
  double[] draft(int worker, int word) {
    return wide.isPresent() ? wide.get().blockOf(word) : drafts[worker];
  }

  /** The start of the word's row in its draft. */
  int at(int word) {
    return wide.isPresent() ? layout.offsetOf(word) : 0;
  }

  /** Keeps the row that is now in the draft. */
  void keep(int worker, int word) {
    if (narrow.isPresent()) {
      PaddedFloatMatrix rows = narrow.get();
      FloatFunctions.narrow(
          draft(worker, word), at(word), rows.arrayOf(word), rows.startOf(word), layout.columns());
    }
  }

  /** Gives every rank all ranks' shares of the words; called by all of them. */
  void share(RankExchange ranks) {
    wide.ifPresent(ranks::share);
    narrow.ifPresent(ranks::share);
  }
}
