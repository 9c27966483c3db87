package mpjlda.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import mpjlda.config.Problems;
import mpjlda.errors.ExitCode;
import mpjlda.export.LambdaImport;
import mpjlda.launch.HostName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mpj-lda import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    description = {
      "Makes a model directory of topics that another program has fitted.",
      "--lambda is a numpy array (K, V) of Dirichlet parameters, or lda-c's final.beta, whose",
      "probabilities become parameters as if the topics had shared --tokens tokens."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda import --lambda components.npy --vocab vocab.txt --output model",
      "  mpj-lda import --lambda final.beta --vocab vocab.txt --tokens 467714 --output model"
    })
public final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--lambda",
      paramLabel = "FILE",
      required = true,
      description = "numpy's .npy, or lda-c's final.beta.")
  private Path lambda = Path.of("");

  @Option(
      names = "--vocab",
      paramLabel = "FILE",
      required = true,
      description = "The words, one a line, in the order of lambda's columns.")
  private @Nullable Path vocabulary;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      defaultValue = "0.1",
      description =
          "Prior of the documents: one number, or one for each topic separated by commas."
              + " Default: ${DEFAULT-VALUE}.")
  private String alpha = "";

  @Option(
      names = "--eta",
      paramLabel = "E",
      defaultValue = "0.01",
      description = "Prior of the topics that lambda contains. Default: ${DEFAULT-VALUE}.")
  private double eta;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Tokens that lda-c's topics were fitted to. Default: ${DEFAULT-VALUE}.")
  private long tokens;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Model directory to write.")
  private Path output = Path.of("");

  @Override
  public Integer call() {
    Problems problems = new Problems();
    problems.require(
        eta > 0 && eta < Double.POSITIVE_INFINITY, "--eta must be above 0, found " + eta);
    problems.require(tokens >= 1, "--tokens must be 1 or more, found " + tokens);
    problems.require(vocabulary != null, "--vocab is missing");
    problems.throwIfAny();
    Path words = vocabulary == null ? Path.of("") : vocabulary;
    String found =
        LambdaImport.run(
            new LambdaImport.Request(lambda, words, alpha, eta, tokens, output), HostName.local());
    spec.commandLine().getOut().println(output + ": " + found);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
