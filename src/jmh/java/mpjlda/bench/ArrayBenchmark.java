package mpjlda.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.KernelProviders;
import mpjlda.core.math.ArrayFunctions;
import mpjlda.core.math.ScalarFunctions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Special functions and accumulators: nanoseconds an entry. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseSerialGC"})
@State(Scope.Thread)
public class ArrayBenchmark {
  private static final int N = 104;

  @Param({"true", "false"})
  public boolean vector;

  private ArrayFunctions functions;
  private final double[] gamma = new double[N];
  private final double[] prior = new double[N];
  private final double[] total = new double[N];
  private final double[] out = new double[N];
  private final float[] narrow = new float[N];
  private final long[] sums = new long[N];

  @Setup
  public void fill() {
    functions =
        vector ? KernelProviders.of(KernelChoice.Kind.VECTOR).functions() : new ScalarFunctions();
    SplittableRandom random = new SplittableRandom(20261121);
    for (int k = 0; k < N; k++) {
      gamma[k] = 0.1 + 10 * random.nextDouble();
      prior[k] = 0.1;
      narrow[k] = (float) random.nextDouble();
    }
  }

  /** ψ, ln Γ and what a bound makes of them. */
  @Benchmark
  @OperationsPerInvocation(N)
  public double dirichletTerms() {
    return functions.dirichletTerms(gamma, 0, prior, total, out, 0);
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public double weightedLogs() {
    return functions.weightedLogs(gamma, gamma, N);
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long[] addRounded() {
    functions.addRounded(gamma, prior, 0, 0x1.0p30, sums, 0, N);
    return sums;
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long[] addRoundedSingle() {
    functions.addRounded(gamma, narrow, 0, 0x1.0p30, sums, 0, N);
    return sums;
  }
}
