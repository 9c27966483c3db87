package mpjlda.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import mpjlda.app.bench.AllreduceBench;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.RunSettings;
import mpjlda.cluster.comm.Collectives;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.core.console.Console;
import mpjlda.core.errors.ExitCode;
import mpjlda.data.io.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mpj-lda bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Measures the sum of a vector over the ranks against MPJ Express's own Allreduce and, between",
      "two ranks, against a bare socket that carries as many bytes each way."
    },
    footerHeading = "%nExample:%n",
    footer = "  mpj-lda bench -np 2 --elements 1000,1000000,10000000")
final class BenchCommand implements Callable<Integer>, SpmdCommand, SettingsCommand {
  private static final int MOST = 100_000_000;

  @Option(
      names = "--elements",
      paramLabel = "N",
      split = ",",
      defaultValue = "100,1000,10000,100000,1000000,10000000",
      description = "Lengths of the vectors, of 8 bytes an element. Default: ${DEFAULT-VALUE}.")
  private int[] elements = {};

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(RunSettings.class);
  }

  @Override
  public Integer call() {
    OptionProblems problems = new OptionProblems();
    PlacedRun run = PlacedRun.of(SettingOptions.read(spec, RunSettings.class, problems));
    problems.require(run.ranks() >= 2, "bench needs several ranks: -np 2");
    for (int length : elements) {
      problems.require(
          length >= 1 && length <= MOST,
          "--elements must be from 1 to " + MOST + ", found " + length);
    }
    problems.throwIfAny();
    return RankLaunch.run(spec, run, RankLaunch.Needs.reading(List.of()));
  }

  @Override
  public int runAsRank(RankContext context) {
    Console console = context.console();
    boolean json = SettingOptions.read(spec, RunSettings.class).print().json();
    boolean speaks = context.pointToPoint().rank() == 0;
    if (speaks && !json) {
      console.result(AllreduceBench.Row.head());
    }
    new AllreduceBench(new Collectives(context.pointToPoint()), context.host())
        .run(
            elements,
            row -> {
              if (speaks) {
                console.result(json ? Json.line(row.members()) : row.line());
              }
            });
    return ExitCode.OK;
  }
}
