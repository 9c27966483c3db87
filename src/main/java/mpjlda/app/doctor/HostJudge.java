package mpjlda.app.doctor;

import java.util.ArrayList;
import java.util.List;
import mpjlda.cluster.hosts.Host;

/** Finds the problems of a host for a run over several hosts. */
final class HostJudge {
  private static final double CLOCK_LIMIT_MILLIS = 2_000;
  private static final long LITTLE_MEMORY = 256L << 20;
  private static final long FEW_PROCESSES = 512;

  private HostJudge() {}

  static Check unreachable(String reason) {
    return Check.fail(
        "not usable",
        reason,
        "A run reaches hosts the same way: see that the remote shell works by hand, without a"
            + " question (ssh -o BatchMode=yes HOST true), and that a JDK 17 or later is there.");
  }

  static Check missing(String path) {
    return Check.fail(
        "path",
        path + " cannot be read there",
        "Put it on a file system that all hosts mount at the same path, or copy it there.");
  }

  static Check notConnected(String other, String reason) {
    return Check.fail(
        "connection",
        "cannot connect to " + other + " (" + reason + ")",
        "Ranks connect to one another: open the ports between the hosts (a run's --ports FROM-TO"
            + " limits them), or choose another network with --interface.");
  }

  static List<Check> judge(Host host, HostFacts facts, ClockOffset clock) {
    List<Check> problems = new ArrayList<>(facts.checks());
    if (clock.exceeds(CLOCK_LIMIT_MILLIS)) {
      problems.add(
          Check.warn(
              "clock",
              HostTable.seconds(clock) + " this machine's",
              "Synchronise the clocks (timedatectl set-ntp true): logs and --max-time depend"
                  + " on them."));
    }
    if (host.slots() > facts.processors()) {
      problems.add(
          Check.warn(
              "slots",
              host.slots() + " in the hostfile, " + facts.processors() + " processors",
              "More ranks than processors gain nothing: correct the hostfile."));
    }
    if (facts.freeMemory() != HostFacts.UNKNOWN
        && facts.freeMemory() < LITTLE_MEMORY * host.slots()) {
      problems.add(
          Check.warn(
              "free memory",
              Doctor.size(facts.freeMemory()) + " for " + host.slots() + " ranks",
              "A rank takes 100 MB and its share of the corpus and three matrices: bin/mpj-lda"
                  + " train --dry-run prints it. End other programs there."));
    }
    if (facts.processes() != HostFacts.UNKNOWN && facts.processes() < FEW_PROCESSES) {
      problems.add(
          Check.warn(
              "processes",
              facts.processes() + " (ulimit -u)",
              "Threads count too, a rank has some 30: raise it with ulimit -u or in limits.conf."));
    }
    if (facts.port() == 0) {
      problems.add(
          Check.fail(
              "ports",
              "none of --ports is free",
              "Widen --ports, or end what holds them: each rank needs two."));
    }
    return problems;
  }
}
