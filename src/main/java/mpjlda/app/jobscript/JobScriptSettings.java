package mpjlda.app.jobscript;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mpjlda.app.config.CheckedSettings;
import mpjlda.app.config.Durations;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.Setting;
import mpjlda.app.config.SettingsGroup;

/**
 * A job as typed.
 *
 * @param time of one slot
 * @param margin how long before the slot's end the program stops
 * @param memory of each rank
 * @param array an option and its values
 * @param setup lines of shell before the program
 */
@SettingsGroup
public record JobScriptSettings(
    @Setting(
            names = {"--np", "-np", "--ranks"},
            label = "N",
            defaultValue = "1",
            min = 1,
            max = 100_000,
            help = "Ranks of the job.")
        int ranks,
    @Setting(
            names = "--nodes",
            label = "M",
            defaultValue = "1",
            min = 1,
            help = "Slurm and PBS: nodes for the ranks.")
        int nodes,
    @Setting(
            names = "--time",
            label = "TIME",
            help = "Wall time of one queue slot: 3h50m. Default: the queue's.")
        Optional<Duration> time,
    @Setting(
            names = "--margin",
            label = "TIME",
            help =
                "Stop, with a checkpoint, so long before the slot's end. Default: a tenth of it,"
                    + " from 1m to 10m.")
        Optional<Duration> margin,
    @Setting(
            names = "--memory",
            label = "SIZE",
            help = "Memory of each rank: 900M or 4G; its heap gets four fifths.")
        Optional<String> memory,
    @Setting(
            names = "--pe",
            label = "NAME",
            defaultValue = "mpj",
            help = "Grid Engine: parallel environment.")
        String parallelEnvironment,
    @Setting(
            names = {"--queue", "--partition"},
            label = "NAME",
            help = "Queue; Slurm: partition.")
        Optional<String> queue,
    @Setting(
            names = {"--account", "--project"},
            label = "NAME",
            help = "Account; Grid Engine: project.")
        Optional<String> account,
    @Setting(names = "--name", label = "NAME", defaultValue = "mpj-lda", help = "Name of the job.")
        String name,
    @Setting(
            names = "--array",
            label = "OPTION=V1,V2,...",
            help = "A job for each value of an option: topics=20,50,100.")
        Optional<String> array,
    @Setting(
            names = "--scratch",
            help = "A folder for temporary files, of the job's own, on the node.")
        boolean scratch,
    @Setting(
            names = "--setup",
            label = "LINE",
            help =
                "A line of shell before the program, such as \"module load java\"; may be given"
                    + " several times.")
        List<String> setup,
    @Setting(
            names = "--program",
            label = "FILE",
            help = "The program on the cluster. Default: this bin/mpj-lda.")
        Optional<String> program)
    implements CheckedSettings {
  /** What a batch system's options take, without blanks and quotes. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.@:,+*%/=-]+");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.+-]{0,62}");
  private static final Pattern MEMORY = Pattern.compile("([1-9]\\d{0,7})([MGT])");
  private static final Pattern SWEEP =
      Pattern.compile("([a-z][a-z-]*)=([A-Za-z0-9._+-]+(?:,[A-Za-z0-9._+-]+)*)");

  @Override
  public void check(OptionProblems problems) {
    problems.require(
        nodes <= Math.max(1, ranks),
        "--nodes must be from 1 to the number of ranks, found " + nodes);
    problems.require(
        NAME.matcher(name).matches(),
        "--name must be up to 63 letters, digits and . _ + -, with a letter first, found \""
            + name
            + "\"");
    problems.require(margin.isEmpty() || time.isPresent(), "--margin needs --time");
    problems.require(
        margin.isEmpty() || time.isEmpty() || margin.get().compareTo(time.get()) < 0,
        "--margin must be shorter than --time, found " + margin.map(Durations::text).orElse(""));
    problems.require(
        memory.isEmpty() || MEMORY.matcher(memory.get()).matches(),
        "--memory must be a size such as 900M or 4G, found \"" + memory.orElse("") + "\"");
    checkWord("--pe", parallelEnvironment, problems);
    queue.ifPresent(word -> checkWord("--queue", word, problems));
    account.ifPresent(word -> checkWord("--account", word, problems));
    problems.require(
        array.isEmpty() || SWEEP.matcher(array.get()).matches(),
        "--array must be an option and values of letters, digits and . _ + -, such as"
            + " topics=20,50,100, found \""
            + array.orElse("")
            + "\"");
  }

  private static void checkWord(String option, String text, OptionProblems problems) {
    problems.require(
        WORD.matcher(text).matches(),
        option + " must be one word without blanks and quotes, found \"" + text + "\"");
  }

  /** Jobs for several values of an option. */
  public Optional<Sweep> sweep() {
    return array
        .map(SWEEP::matcher)
        .filter(Matcher::matches)
        .map(found -> new Sweep(found.group(1), List.of(found.group(2).split(",", -1))));
  }

  /**
   * What is asked of the batch system.
   *
   * @param threads of each rank
   */
  public JobRequest request(int threads) {
    return new JobRequest(
        name,
        ranks,
        threads,
        nodes,
        time,
        margin.orElseGet(() -> time.map(JobRequest::defaultMargin).orElse(Duration.ZERO)),
        memory.map(JobScriptSettings::megabytes),
        scratch,
        new JobRequest.Target(parallelEnvironment, queue, account));
  }

  private static long megabytes(String size) {
    long number = Long.parseLong(size.substring(0, size.length() - 1));
    return switch (size.charAt(size.length() - 1)) {
      case 'T' -> number * 1024 * 1024;
      case 'G' -> number * 1024;
      default -> number;
    };
  }
}
