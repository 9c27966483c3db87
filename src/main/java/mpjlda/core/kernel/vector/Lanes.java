package mpjlda.core.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The widest vectors of this machine, up to 512 bits. Sums are over 8 doubles or 16 floats in any
 * case: a machine with narrower vectors takes several, {@link #PARTS}, for them.
 */
final class Lanes {
  static final VectorSpecies<Double> DOUBLE =
      DoubleVector.SPECIES_PREFERRED.length() > 8
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;
  static final VectorSpecies<Long> LONG = DOUBLE.withLanes(long.class).check(long.class);
  static final VectorSpecies<Float> FLOAT = DOUBLE.withLanes(float.class).check(float.class);

  /** Vectors for all partial sums of a word. */
  static final int PARTS = 8 / DOUBLE.length();

  private Lanes() {}
}
