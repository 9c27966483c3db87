package mpjlda.cluster.launch.remote;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Command by which a process on another host is started: its standard streams are that process's.
 *
 * <p>What runs there is always {@code /bin/sh} without arguments, which reads what to do from its
 * standard input. So nothing has to survive the quoting of the remote shell, whichever shell a user
 * has there, and a command started through it goes on reading the same standard input. Send that
 * shell one line at a time, and data for the command only when the command has answered: some
 * shells read ahead.
 *
 * @param template the command's words, with {@code {host}} for the host
 * @param environment variables of the command here
 */
public record HostShell(List<String> template, Map<String, String> environment) {
  private static final String HOST = "{host}";

  /** Errors are shown, banners not; nothing is asked for, nothing forwarded. */
  public static final HostShell SSH =
      of(
          "ssh -T -x -a -o LogLevel=ERROR -o BatchMode=yes -o ConnectTimeout=10"
              + " -o ClearAllForwardings=yes {host}");

  /** Within a Grid Engine job with a parallel environment that has control_slaves. */
  public static final HostShell GRID_ENGINE = of("qrsh -inherit {host}");

  /**
   * Within a Slurm allocation, a step of one task for each process. Steps share the allocation's
   * CPUs and memory: by a variable, as versions before 20.11 do so without and refuse the option.
   */
  public static final HostShell SLURM =
      new HostShell(
          words("srun --quiet --nodes=1 --ntasks=1 --mem=0 --cpu-bind=none --nodelist={host}"),
          Map.of("SLURM_OVERLAP", "1"));

  public HostShell {
    template = List.copyOf(template);
    environment = Map.copyOf(environment);
  }

  /**
   * Of a user's own command.
   *
   * @param template words with blanks in between; without {@code {host}} the host comes last
   */
  public static HostShell of(String template) {
    return new HostShell(words(template), Map.of());
  }

  private static List<String> words(String template) {
    List<String> words = new ArrayList<>(List.of(template.strip().split("\\s+", -1)));
    if (!template.contains(HOST)) {
      words.add(HOST);
    }
    return words;
  }

  /** A shell on that host, not started yet. */
  ProcessBuilder on(String host) {
    List<String> command = new ArrayList<>();
    template.forEach(word -> command.add(word.replace(HOST, host)));
    command.add("/bin/sh");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }

  /** The command's own name, for messages. */
  String program() {
    return template.get(0);
  }

  /**
   * Runs a script there, and gives it no input.
   *
   * @param lines told each line of its output, standard error included
   * @param millis after which it is given up
   */
  public ShellRun run(String host, String script, Consumer<String> lines, long millis)
      throws InterruptedException {
    return ShellRun.of(on(host), script.getBytes(StandardCharsets.UTF_8), lines, millis);
  }
}
