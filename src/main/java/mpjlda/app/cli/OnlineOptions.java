package mpjlda.app.cli;

import java.util.Optional;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.TrainingConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code --algorithm online} as typed; not given is not the same as the default. */
final class OnlineOptions {
  @Option(
      names = "--batch-size",
      paramLabel = "S",
      description = "online: documents of a batch, at most. Default: 4096.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--tau0",
      paramLabel = "T",
      description =
          "online: batch t, counted from 0, takes lambda by (tau0 + t)^-kappa of the way. Default: 64.")
  private @Nullable Double tau0;

  @Option(names = "--kappa", paramLabel = "X", description = "online: see --tau0. Default: 0.7.")
  private @Nullable Double kappa;

  @Option(
      names = "--polish",
      paramLabel = "N[:cvb0]",
      description = "online: end with so many iterations of batch, or of cvb0. Default: 0.")
  private @Nullable String polish;

  TrainingConfig.Online online(TrainingConfig.Algorithm algorithm, OptionProblems problems) {
    if (algorithm != TrainingConfig.Algorithm.ONLINE) {
      refuse("--batch-size", batchSize, problems);
      refuse("--tau0", tau0, problems);
      refuse("--kappa", kappa, problems);
      refuse("--polish", polish, problems);
      return TrainingConfig.Online.DEFAULT;
    }
    TrainingConfig.Online defaults = TrainingConfig.Online.DEFAULT;
    TrainingConfig.Online online =
        new TrainingConfig.Online(
            Optional.ofNullable(batchSize).orElse(defaults.batchSize()),
            Optional.ofNullable(tau0).orElse(defaults.tau0()),
            Optional.ofNullable(kappa).orElse(defaults.kappa()),
            Optional.ofNullable(polish).map(OnlineOptions::iterations).orElse(defaults.polish()),
            polish != null && polish.endsWith(":cvb0")
                ? TrainingConfig.Algorithm.CVB0
                : TrainingConfig.Algorithm.BATCH);
    check(online, problems);
    problems.require(
        online.polish() >= 0 && online.polish() <= 1_000_000,
        "--polish must be N, N:batch or N:cvb0, N from 0 to 1000000, found " + polish);
    return online;
  }

  /** The number of {@code 20}, {@code 20:batch} or {@code 20:cvb0}; −1 if it is none of these. */
  private static int iterations(String polish) {
    return polish.matches("[0-9]{1,9}(:batch|:cvb0)?")
        ? Integer.parseInt(polish.replaceAll(":.*", ""))
        : -1;
  }

  private static void refuse(String name, @Nullable Object given, OptionProblems problems) {
    problems.require(given == null, name + " goes with --algorithm online");
  }

  private static void check(TrainingConfig.Online online, OptionProblems problems) {
    problems.require(
        online.batchSize() >= 1, "--batch-size must be >= 1, found " + online.batchSize());
    problems.require(
        online.tau0() >= 1 && online.tau0() <= 1e15,
        "--tau0 must be >= 1, or the first batch would go beyond its mark, found " + online.tau0());
    problems.require(
        online.kappa() >= 0 && online.kappa() <= 1,
        "--kappa must be from 0 to 1 (above 0.5 lambda converges), found " + online.kappa());
  }
}
