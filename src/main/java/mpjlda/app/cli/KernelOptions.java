package mpjlda.app.cli;

import java.util.Optional;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.TrainingConfig;
import mpjlda.core.kernel.KernelChoice;
import mpjlda.core.kernel.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which kernel trains, as typed. */
final class KernelOptions {
  @Option(
      names = "--kernel",
      paramLabel = "KIND",
      defaultValue = "auto",
      description =
          "E-step kernel: vector (the JDK's Vector API), scalar (plain Java) or auto (vector where"
              + " the JVM has it). The result is the same to the bit. Default: auto.")
  private KernelChoice.Kind kernel = KernelChoice.Kind.AUTO;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description =
          "Arithmetic of the E-step: double, or single, which is faster and gives about the same"
              + " model. Default: double; cvb0 is always single.")
  private @Nullable Precision precision;

  @Option(
      names = "--skip-topics",
      description =
          "batch: fit each document on its active topics, in single precision, until a sweep over"
              + " all topics finds it within --estep-tolerance. A slightly different model in two"
              + " thirds of the time.")
  private boolean skipTopics;

  KernelChoice choice(TrainingConfig.Algorithm algorithm, OptionProblems problems) {
    boolean cvb0 = algorithm == TrainingConfig.Algorithm.CVB0;
    problems.require(
        !cvb0 || precision != Precision.DOUBLE,
        "--precision double goes with --algorithm batch and online; cvb0 computes in single"
            + " precision");
    problems.require(
        !skipTopics || algorithm == TrainingConfig.Algorithm.BATCH,
        "--skip-topics goes with --algorithm batch");
    boolean isDouble = precision == Precision.DOUBLE;
    problems.require(
        !skipTopics || !isDouble,
        "--skip-topics computes in single precision: leave out --precision double, or leave out"
            + " --skip-topics");
    Precision usual = cvb0 || skipTopics ? Precision.SINGLE : Precision.DOUBLE;
    return new KernelChoice(
        kernel, Optional.ofNullable(precision).orElse(usual), skipTopics && !isDouble);
  }
}
