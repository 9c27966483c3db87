package mpjlda.core.matrix;

/** Consecutive rows {@code first .. end} of a matrix. */
public record RowRange(int first, int end) {}
