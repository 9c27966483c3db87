package mpjlda.vector;

import java.util.function.IntSupplier;
import jdk.incubator.vector.DoubleVector;

/** How wide this machine's vectors are, in bits; to load it fails where there is no Vector API. */
public final class VectorWidth implements IntSupplier {
  @Override
  public int getAsInt() {
    return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
