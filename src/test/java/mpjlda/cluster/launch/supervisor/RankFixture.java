package mpjlda.cluster.launch.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.comm.ArraySlice;
import mpjlda.cluster.comm.PointToPoint;
import mpjlda.cluster.console.TerminalConsole;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.cluster.launch.rank.RankContext;
import mpjlda.cluster.launch.rank.RankRuntime;
import mpjlda.cluster.launch.remote.HostShell;
import mpjlda.cluster.launch.remote.LaunchPlan;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.cluster.launch.remote.ShellHosts;
import mpjlda.core.errors.LdaException;

/** A main class for ranks, and for a supervisor in a process of its own. */
public final class RankFixture {
  static final int CHUNK = 1 << 20;

  /** Memory that nobody lets go. */
  private static Object[] held = new Object[1];

  private RankFixture() {}

  /**
   * As a user: {@code supervise RANKS MPJ_HOME MARKER program…}, on other hosts {@code supervise-on
   * RSH MPJ_HOME MARKER program…}, three of them. As a rank: {@code ring LENGTH}, or {@code die HOW
   * PLACE RANK}, or {@code block}, or {@code return CODE}, or {@code talk}.
   */
  public static void main(String[] args) throws Exception {
    RankEnvironment environment = RankEnvironment.detect(args);
    if (environment.mode() == RankEnvironment.Mode.NONE) {
      System.exit(supervise(List.of(args)));
    }
    Fate fate = Fate.of(environment.arguments(), environment.rank());
    if (fate.place().equals("startup")) {
      fate.meet();
    }
    RankRuntime.run(environment, context -> work(context, fate));
  }

  private static int supervise(List<String> args) {
    boolean remote = args.get(0).equals("supervise-on");
    int ranks = remote ? 3 : Integer.parseInt(args.get(1));
    LaunchPlan plan =
        LaunchPlan.local(
            ranks,
            List.of("-Dmarker=" + args.get(3)),
            program(args.subList(4, args.size())),
            Path.of(args.get(2)));
    if (remote) {
      plan = plan.withCluster(ShellHosts.cluster(HostShell.of(args.get(1)), "a", "b", "c"));
    }
    return new Supervisor(plan, new TerminalConsole(System.out, System.err, false, false)).run();
  }

  /** This class on this test's class path, which the launcher completes with MPJ Express. */
  public static ProgramPlan program(List<String> arguments) {
    return new ProgramPlan(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        classPathWithoutMpj(),
        RankFixture.class.getName(),
        arguments);
  }

  static List<Path> classPathWithoutMpj() {
    List<Path> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      if (!entry.endsWith("/mpj.jar")) {
        path.add(Path.of(entry));
      }
    }
    return path;
  }

  private static int work(RankContext context, Fate fate) throws Exception {
    PointToPoint p = context.pointToPoint();
    String what = context.arguments().get(0);
    switch (what) {
      case "without-mpj" -> context.console().result("MPJ found: " + hasMpj());
      case "ring" -> ring(context, Integer.parseInt(context.arguments().get(1)));
      case "die", "block" -> {
        meetAll(p);
        context.console().phase("E-step", 12);
        if (p.rank() == 0) {
          context.console().result("blocking");
        }
        fate.meetWhile(p);
        if (what.equals("die") && context.arguments().get(2).equals("exchanging")) {
          exchangeForEver(p);
        }
        waitFor(p);
      }
      case "return" -> {
        return Integer.parseInt(context.arguments().get(1));
      }
      case "talk" -> talk(context);
      default -> throw new IllegalArgumentException(what);
    }
    return 0;
  }

  private static boolean hasMpj() {
    return RankFixture.class.getClassLoader().getResource("mpi/MPI.class") != null;
  }

  private static void talk(RankContext context) {
    if (context.pointToPoint().rank() == 0) {
      context.console().result("a result\twith \\ and ü");
      context.console().say("some talk");
      context.console().progress("some progress");
    } else {
      System.out.print("no end of line");
      context.console().phase("E-step", 1);
      System.err.println("from a library");
    }
    for (int i = 0; i < 2000; i++) {
      context.console().phase("E-step", 1 + i / 1000);
    }
    if (context.pointToPoint().rank() == 0) {
      context.console().result("the last line");
    }
  }

  private static void meetAll(PointToPoint p) {
    long[] token = new long[1];
    for (int peer = 1; peer < p.size(); peer++) {
      if (p.rank() == 0) {
        p.receive(peer, ArraySlice.of(token));
      } else if (p.rank() == peer) {
        p.send(0, ArraySlice.of(token));
      }
    }
  }

  /** Ranks 0 and 1 send each other large messages; any other rank waits. */
  private static void exchangeForEver(PointToPoint p) {
    long[] out = new long[CHUNK];
    long[] in = new long[CHUNK];
    while (p.rank() < 2) {
      p.exchange(p.rank() ^ 1, ArraySlice.of(out), p.rank() ^ 1, ArraySlice.of(in));
    }
  }

  /** Waits for a message that nobody sends. */
  private static void waitFor(PointToPoint p) throws InterruptedException {
    if (p.size() == 1) {
      Thread.sleep(Long.MAX_VALUE);
    }
    p.receive((p.rank() + 1) % p.size(), ArraySlice.of(new long[1]));
  }

  /** Numbers 0 .. length−1 go round; every rank adds its rank + 1 to each. */
  private static void ring(RankContext context, int length) {
    PointToPoint p = context.pointToPoint();
    long sum = 0;
    for (int from = 0; from < length; from += CHUNK) {
      long[] chunk = new long[Math.min(CHUNK, length - from)];
      if (p.rank() == 0) {
        for (int i = 0; i < chunk.length; i++) {
          chunk[i] = from + i;
        }
      } else {
        p.receive(p.rank() - 1, ArraySlice.of(chunk));
      }
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] += p.rank() + 1;
      }
      if (p.size() > 1) {
        p.send((p.rank() + 1) % p.size(), ArraySlice.of(chunk));
      }
      if (p.rank() == 0 && p.size() > 1) {
        p.receive(p.size() - 1, ArraySlice.of(chunk));
      }
      for (long value : chunk) {
        sum += value;
      }
    }
    exchangeWithPartner(p);
    if (p.rank() == 0) {
      context.console().result("ring " + p.size() + " " + sum);
    }
  }

  private static void exchangeWithPartner(PointToPoint p) {
    int partner = p.rank() ^ 1;
    if (partner >= p.size()) {
      return;
    }
    int[][] lengths = {{1, 1}, {0, 5}, {7, 0}, {CHUNK, 3}, {CHUNK, CHUNK}, {0, 0}};
    for (int[] pair : lengths) {
      int own = pair[p.rank() & 1];
      int other = pair[partner & 1];
      long[] out = new long[own + 4];
      for (int i = 0; i < own; i++) {
        out[2 + i] = 1_000_000_000L * p.rank() + i;
      }
      long[] in = new long[other + 6];
      p.exchange(partner, new ArraySlice(out, 2, own), partner, new ArraySlice(in, 3, other));
      for (int i = 0; i < in.length; i++) {
        boolean inside = i >= 3 && i < 3 + other;
        long expected = inside ? 1_000_000_000L * partner + (i - 3) : 0;
        if (in[i] != expected) {
          throw new IllegalStateException("at " + i + ": " + in[i] + " for " + expected);
        }
      }
    }
  }

  /** How, where and which rank dies. */
  record Fate(String how, String place) {
    static Fate of(List<String> arguments, int rank) {
      boolean mine =
          arguments.get(0).equals("die") && Integer.parseInt(arguments.get(3)) == rank
              || arguments.get(0).equals("die") && arguments.get(3).equals("-1");
      return mine ? new Fate(arguments.get(1), arguments.get(2)) : new Fate("", "");
    }

    void meetWhile(PointToPoint p) throws Exception {
      if (place.equals("computing")) {
        if (how.equals("thread")) {
          new Thread(this::meetUnchecked, "worker").start();
          Thread.sleep(Long.MAX_VALUE);
        }
        meet();
      } else if (place.equals("receive") || place.equals("exchanging")) {
        Thread worker = new Thread(this::meetLater, "worker");
        worker.start();
      }
    }

    private void meetLater() {
      try {
        Thread.sleep(300);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      meetUnchecked();
    }

    private void meetUnchecked() {
      try {
        meet();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    void meet() throws IOException, InterruptedException {
      switch (how) {
        case "throw", "thread" -> throw new IllegalStateException("a defect, say");
        case "usage" -> throw LdaException.usage("--topics must be at least 2, found 1");
        case "input" -> throw LdaException.badInput("corpus.txt:7: no number: 'x'");
        case "exit" -> System.exit(3);
        case "halt" -> Runtime.getRuntime().halt(4);
        case "exit0" -> System.exit(0);
        case "kill" -> signal("-KILL");
        case "term" -> signal("-TERM");
        case "stop" -> signal("-STOP");
        case "memory" -> {
          List<long[]> all = new ArrayList<>();
          while (true) {
            all.add(new long[1 << 18]);
          }
        }
        case "hold" -> {
          int size = 1 << 18;
          while (true) {
            try {
              Object[] next = new Object[size];
              next[0] = held;
              held = next;
            } catch (OutOfMemoryError e) {
              if (size == 1) {
                throw e;
              }
              size /= 2;
            }
          }
        }
        case "direct" -> throw new OutOfMemoryError("Cannot reserve direct buffer memory");
        case "never" -> Thread.sleep(Long.MAX_VALUE);
        default -> throw new IllegalArgumentException(how);
      }
    }

    private static void signal(String name) throws IOException, InterruptedException {
      String own = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", name, own).start().waitFor();
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
