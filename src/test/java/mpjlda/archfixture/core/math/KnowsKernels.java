package mpjlda.archfixture.core.math;

import mpjlda.archfixture.core.kernel.ReadsFiles;

/** Arithmetic that knows a room above it. */
public final class KnowsKernels {
  private KnowsKernels() {}

  public static Class<?> other() {
    return ReadsFiles.class;
  }
}
