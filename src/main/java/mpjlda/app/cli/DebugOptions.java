package mpjlda.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mpjlda.app.config.OptionProblems;
import mpjlda.cluster.launch.rank.RankFaultInjection;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.RankPlan;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import picocli.CommandLine.Option;

/** How ranks are held by a debugger, made slow or made to fail: the same for every SPMD command. */
final class DebugOptions {
  private static final int FIRST_PORT = 5005;
  private static final int MAX_SLOWNESS = 1000;

  /** As the programs call the phase that these options are about. */
  private static final String PHASE = "E-step";

  private static final Form DEBUG =
      new Form("--debug-rank", "R or R:PORT, such as 1:5006", "(\\d{1,6})(?::(\\d{1,5}))?");
  private static final Form SLOW =
      new Form("--slow-rank", "R:FACTORx, such as 2:10x", "(\\d{1,6}):(\\d{1,6}(?:\\.\\d+)?)x?");
  private static final Form FAIL =
      new Form(
          "--fail-rank",
          "R@ITERATION[:HOW], such as 1@5:freeze",
          "(\\d{1,6})@(\\d{1,9})(?::(kill|freeze|hang|error))?");

  @Option(
      names = "--debug-rank",
      paramLabel = "R[:PORT]",
      description =
          "That rank waits for a Java debugger, on this port of its host's loopback interface"
              + " (default: 5005 + R); may be given several times. The others wait for it: no"
              + " time-outs, no restarts.")
  private List<String> debugRanks = new ArrayList<>();

  @Option(names = "--debug-all", description = "All ranks wait for a debugger, from port 5005 on.")
  private boolean debugAll;

  @Option(
      names = "--slow-rank",
      paramLabel = "R:FACTORx",
      description =
          "That rank's E-step takes so many times as long (2:10x), to rehearse imbalance.")
  private List<String> slowRanks = new ArrayList<>();

  @Option(
      names = "--fail-rank",
      paramLabel = "R@ITERATION[:HOW]",
      description =
          "That rank fails there, in the first attempt only, to rehearse restarts. HOW: kill (its"
              + " process ends; default), freeze (no sign of life), hang (alive, but does not go on),"
              + " error (an exception).")
  private List<String> failRanks = new ArrayList<>();

  /** What one rank is to rehearse, as it was put together. */
  private static final class Wish {
    private double slowness = 1;
    private int failIteration;
    private RankFaultInjection.Failure failure = RankFaultInjection.Failure.KILL;

    private RankFaultInjection rehearsal() {
      return new RankFaultInjection(PHASE, slowness, failIteration, failure);
    }
  }

  void check(int ranks, OptionProblems problems) {
    ports(ranks, problems);
    rehearsals(ranks, problems);
  }

  /**
   * The plan with what these options ask for, and how to attach the debuggers told.
   *
   * @throws LdaException (69) if a port is in use
   */
  LaunchPlan applyTo(LaunchPlan plan, Console console) {
    OptionProblems problems = new OptionProblems();
    check(plan.ranks().size(), problems);
    problems.throwIfAny();
    OptionProblems checkedBefore = new OptionProblems();
    LaunchPlan next = plan;
    for (Map.Entry<Integer, Wish> wish :
        rehearsals(plan.ranks().size(), checkedBefore).entrySet()) {
      next = next.withJvmOptions(wish.getKey(), wish.getValue().rehearsal().jvmOptions());
    }
    Map<Integer, Integer> ports = ports(plan.ranks().size(), checkedBefore);
    for (Map.Entry<Integer, Integer> entry : ports.entrySet()) {
      next = debugged(next, entry.getKey(), entry.getValue(), console);
    }
    if (ports.isEmpty()) {
      return next;
    }
    console.say("debug    no time-outs and no restarts while a debugger may hold a rank");
    return next.withoutTimeouts();
  }

  private static LaunchPlan debugged(LaunchPlan plan, int rank, int port, Console console) {
    String host = plan.ranks().get(rank).host();
    if (host.equals(RankPlan.local(List.of()).host())) {
      requireFree(port, rank);
    }
    console.say(
        "debug    rank %d on %s waits for a debugger at localhost:%d there (jdb -attach localhost:%d; in an IDE: remote JVM debug; from another host first: ssh -L %d:localhost:%d %s)"
            .formatted(rank, host, port, port, port, port, host));
    // quiet: standard output is the rank's line to its supervisor.
    return plan.withJvmOptions(
        rank,
        List.of(
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:"
                + port));
  }

  private static void requireFree(int port, int rank) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      probe.setReuseAddress(true);
    } catch (IOException e) {
      throw LdaException.unavailable(
          "port %d of the loopback interface, for the debugger of rank %d, is not to be had (%s). Choose another: --debug-rank %d:PORT"
              .formatted(port, rank, e.getMessage(), rank));
    }
  }

  /** By rank. */
  private Map<Integer, Integer> ports(int ranks, OptionProblems problems) {
    Map<Integer, Integer> ports = new TreeMap<>();
    for (int rank = 0; debugAll && rank < ranks; rank++) {
      ports.put(rank, FIRST_PORT + rank);
    }
    for (String text : debugRanks) {
      DEBUG
          .parse(text, ranks, problems)
          .ifPresent(
              m -> {
                int rank = Integer.parseInt(m.group(1));
                ports.put(
                    rank, m.group(2) == null ? FIRST_PORT + rank : Integer.parseInt(m.group(2)));
              });
    }
    ports.forEach(
        (rank, port) ->
            problems.require(
                port >= 1 && port <= 65_535,
                "--debug-rank " + rank + ": the port must be from 1 to 65535, found " + port));
    problems.require(
        ports.values().stream().distinct().count() == ports.size(),
        "--debug-rank: each rank needs a port of its own, found " + ports.values());
    return ports;
  }

  /** By rank. */
  private Map<Integer, Wish> rehearsals(int ranks, OptionProblems problems) {
    Map<Integer, Wish> wishes = new TreeMap<>();
    for (String text : slowRanks) {
      SLOW.parse(text, ranks, problems)
          .ifPresent(
              m -> {
                double factor = Double.parseDouble(m.group(2));
                problems.require(
                    factor >= 1 && factor <= MAX_SLOWNESS,
                    "--slow-rank: the factor must be from 1 to "
                        + MAX_SLOWNESS
                        + ", found "
                        + text);
                wish(wishes, m).slowness = factor;
              });
    }
    for (String text : failRanks) {
      FAIL.parse(text, ranks, problems)
          .ifPresent(
              m -> {
                Wish wish = wish(wishes, m);
                problems.require(
                    wish.failIteration == 0 && Integer.parseInt(m.group(2)) >= 1,
                    "--fail-rank: a rank can fail once, from iteration 1 on, found " + text);
                wish.failIteration = Integer.parseInt(m.group(2));
                wish.failure =
                    Optional.ofNullable(m.group(3))
                        .map(
                            how -> RankFaultInjection.Failure.valueOf(how.toUpperCase(Locale.ROOT)))
                        .orElse(RankFaultInjection.Failure.KILL);
              });
    }
    return wishes;
  }

  private static Wish wish(Map<Integer, Wish> wishes, Matcher matched) {
    return wishes.computeIfAbsent(Integer.parseInt(matched.group(1)), rank -> new Wish());
  }

  /**
   * How one of these options is typed.
   *
   * @param pattern its first group is the rank
   */
  private record Form(String option, String description, String pattern) {
    Optional<Matcher> parse(String text, int ranks, OptionProblems problems) {
      Matcher matcher = Pattern.compile(pattern).matcher(text.strip());
      boolean matches = matcher.matches();
      problems.require(matches, option + " must be " + description + ", found \"" + text + "\"");
      if (!matches) {
        return Optional.empty();
      }
      boolean exists = Integer.parseInt(matcher.group(1)) < ranks;
      problems.require(
          exists, option + " " + text + ": there are ranks 0 to " + (ranks - 1) + " only");
      return exists ? Optional.of(matcher) : Optional.empty();
    }
  }
}
