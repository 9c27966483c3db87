package mpjlda.core.kernel.vector;

import java.util.function.IntSupplier;

/** How wide the vectors are that the classes here use, in bits. */
public final class VectorWidth implements IntSupplier {
  @Override
  public int getAsInt() {
    return Lanes.DOUBLE.vectorBitSize();
  }
}
