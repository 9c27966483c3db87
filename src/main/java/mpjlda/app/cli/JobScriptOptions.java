package mpjlda.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mpjlda.app.config.Durations;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.jobscript.JobRequest;
import mpjlda.app.jobscript.Sweep;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code job-script} as typed. */
final class JobScriptOptions {
  /** What a batch system's options take, without blanks and quotes. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.@:,+*%/=-]+");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.+-]{0,62}");
  private static final Pattern MEMORY = Pattern.compile("([1-9]\\d{0,7})([MGT])");
  private static final Pattern SWEEP =
      Pattern.compile("([a-z][a-z-]*)=([A-Za-z0-9._+-]+(?:,[A-Za-z0-9._+-]+)*)");

  @Option(
      names = {"--np", "-np", "--ranks"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Ranks of the job. Default: ${DEFAULT-VALUE}.")
  private int ranks;

  @Option(
      names = "--nodes",
      paramLabel = "M",
      defaultValue = "1",
      description = "Slurm and PBS: nodes for the ranks. Default: ${DEFAULT-VALUE}.")
  private int nodes;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "Wall time of one queue slot: 3h50m. Default: the queue's.")
  private @Nullable String time;

  @Option(
      names = "--margin",
      paramLabel = "TIME",
      description =
          "Stop, with a checkpoint, so long before the slot's end. Default: a tenth of it, from 1m to"
              + " 10m.")
  private @Nullable String margin;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Memory of each rank: 900M or 4G; its heap gets four fifths.")
  private @Nullable String memory;

  @Option(
      names = "--pe",
      paramLabel = "NAME",
      defaultValue = "mpj",
      description = "Grid Engine: parallel environment. Default: ${DEFAULT-VALUE}.")
  private String parallelEnvironment = "mpj";

  @Option(
      names = {"--queue", "--partition"},
      paramLabel = "NAME",
      description = "Queue; Slurm: partition.")
  private @Nullable String queue;

  @Option(
      names = {"--account", "--project"},
      paramLabel = "NAME",
      description = "Account; Grid Engine: project.")
  private @Nullable String account;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "mpj-lda",
      description = "Name of the job. Default: ${DEFAULT-VALUE}.")
  private String name = "mpj-lda";

  @Option(
      names = "--array",
      paramLabel = "OPTION=V1,V2,...",
      description = "A job for each value of an option: topics=20,50,100.")
  private @Nullable String array;

  @Option(
      names = "--scratch",
      description = "A folder for temporary files, of the job's own, on the node.")
  private boolean scratch;

  @Option(
      names = "--setup",
      paramLabel = "LINE",
      description =
          "A line of shell before the program, such as \"module load java\"; may be given several"
              + " times.")
  private List<String> setup = new ArrayList<>();

  @Option(
      names = "--program",
      paramLabel = "FILE",
      description = "The program on the cluster. Default: this bin/mpj-lda.")
  private @Nullable String program;

  List<String> setup() {
    return setup;
  }

  String program() {
    return program == null ? Installation.script().toString() : program;
  }

  Optional<Sweep> sweep(OptionProblems problems) {
    if (array == null) {
      return Optional.empty();
    }
    Matcher matcher = SWEEP.matcher(array);
    if (!matcher.matches()) {
      problems.add(
          "--array must be an option and values of letters, digits and . _ + -, such as"
              + " topics=20,50,100, found \""
              + array
              + "\"");
      return Optional.empty();
    }
    return Optional.of(new Sweep(matcher.group(1), List.of(matcher.group(2).split(",", -1))));
  }

  /**
   * What is asked of the batch system, checked.
   *
   * @param threads of each rank
   */
  JobRequest request(int threads, OptionProblems problems) {
    problems.require(
        ranks >= 1 && ranks <= 100_000, "--np must be from 1 to 100000, found " + ranks);
    problems.require(
        nodes >= 1 && nodes <= Math.max(1, ranks),
        "--nodes must be from 1 to the number of ranks, found " + nodes);
    problems.require(
        NAME.matcher(name).matches(),
        "--name must be up to 63 letters, digits and . _ + -, with a letter first, found \""
            + name
            + "\"");
    Optional<Duration> slot =
        Optional.ofNullable(time).flatMap(text -> Durations.parse("--time", text, problems));
    return new JobRequest(
        name,
        ranks,
        threads,
        nodes,
        slot,
        margin(slot, problems),
        memory(problems),
        scratch,
        new JobRequest.Target(
            word("--pe", parallelEnvironment, problems).orElse("mpj"),
            word("--queue", queue, problems),
            word("--account", account, problems)));
  }

  private Duration margin(Optional<Duration> slot, OptionProblems problems) {
    Duration usual = slot.map(JobRequest::defaultMargin).orElse(Duration.ZERO);
    if (margin == null) {
      return usual;
    }
    Duration given = Durations.parse("--margin", margin, problems).orElse(usual);
    problems.require(slot.isPresent(), "--margin needs --time");
    problems.require(
        slot.isEmpty() || given.compareTo(slot.get()) < 0,
        "--margin must be shorter than --time, found " + margin);
    return given;
  }

  private Optional<Long> memory(OptionProblems problems) {
    if (memory == null) {
      return Optional.empty();
    }
    Matcher matcher = MEMORY.matcher(memory);
    if (!matcher.matches()) {
      problems.add("--memory must be a size such as 900M or 4G, found \"" + memory + "\"");
      return Optional.empty();
    }
    long factor =
        switch (matcher.group(2)) {
          case "T" -> 1024 * 1024;
          case "G" -> 1024;
          default -> 1;
        };
    return Optional.of(Long.parseLong(matcher.group(1)) * factor);
  }

  private static Optional<String> word(
      String option, @Nullable String text, OptionProblems problems) {
    problems.require(
        text == null || WORD.matcher(text).matches(),
        option + " must be one word without blanks and quotes, found \"" + text + "\"");
    return Optional.ofNullable(text);
  }
}
