package mpjlda.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import mpjlda.core.kernel.DocumentSource;
import mpjlda.core.kernel.DocumentWorkspace;
import mpjlda.core.kernel.EStepKernel;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.KernelProviders;
import mpjlda.core.kernel.Precision;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Sweeps over one document. {@code nnzTopics} is words × topics × sweeps a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-XX:+UseSerialGC",
      "-XX:ObjectAlignmentInBytes=64"
    })
@State(Scope.Thread)
public class KernelBenchmark {
  private static final int SWEEPS = 20;

  @Param({"10", "20", "50", "100", "101", "200", "500", "1000"})
  public int topics;

  @Param({"5", "100", "5000"})
  public int words;

  @Param({"DOUBLE", "SINGLE"})
  public Precision precision;

  @Param({"VECTOR", "SCALAR"})
  public KernelChoice.Kind kind;

  private EStepKernel kernel;
  private DocumentWorkspace document;
  private double[] alpha;

  /** Work done, as JMH divides it by the time. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Work {
    public double nnzTopics;
  }

  @Setup
  public void fill() {
    kernel = KernelProviders.of(kind).eStepKernel(new KernelChoice(kind, precision));
    document = kernel.workspace(topics, words);
    SplittableRandom random = new SplittableRandom(20261121);
    document.load(new OneDocument(words), 0);
    double[] row = new double[topics];
    for (int i = 0; i < words; i++) {
      Arrays.setAll(row, k -> StrictMath.pow(10, -6 * random.nextDouble()));
      row[random.nextInt(topics)] = 1;
      document.setRow(i, row, 0);
    }
    double[] prior = new double[topics];
    Arrays.fill(prior, 0.1);
    alpha = DocumentWorkspace.pad(prior, precision);
  }

  /** A document of random counts. */
  private record OneDocument(int longest) implements DocumentSource {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public long firstDocument() {
      return 0;
    }

    @Override
    public int load(int document, int[] words, double[] counts) {
      SplittableRandom random = new SplittableRandom(20261121);
      Arrays.setAll(words, i -> i);
      Arrays.setAll(counts, i -> 1 + random.nextInt(5));
      return longest;
    }
  }

  /** A document from its start, at a tolerance that is never reached. */
  @Benchmark
  public int infer(Work work) {
    document.startGamma(alpha);
    work.nnzTopics += (double) SWEEPS * topics * words;
    return kernel.infer(document, alpha, 0, SWEEPS);
  }
}
