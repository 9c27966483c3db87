package mpjlda.cluster.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a hostfile, in any dialect: a line tells by its own form what it is. */
final class HostLine {
  private static final String EXPECTED =
      "a host with its slots in one of the forms \"host\", \"host slots=4\", \"host:4\","
          + " \"host 4 queue\" or \"host[1-3]\"";

  /** Not an IPv6 address, which has more than one colon. */
  private static final Pattern WITH_COLON = Pattern.compile("([^:]+):(\\d+)");

  private static final Pattern KEY = Pattern.compile("([A-Za-z_-]+)=(.*)");

  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

  private HostLine() {}

  /** The line's hosts; none for a comment or a blank line. */
  static List<Host> parse(String line) throws MalformedHostsException {
    String text = COMMENT.matcher(line).replaceFirst("").strip();
    if (text.isEmpty()) {
      return List.of();
    }
    // Blanks first, or a line of nothing else takes the regular expression minutes.
    String[] words =
        String.join(" ", text.split("\\s+", -1)).replaceAll(" ?= ?", "=").split(" ", -1);
    Matcher colon = WITH_COLON.matcher(words[0]);
    return colon.matches() ? withColon(text, words, colon) : withWords(text, words);
  }

  /** MPICH; what it allows behind the number of processes (binding, interface) is its own. */
  private static List<Host> withColon(String text, String[] words, Matcher colon)
      throws MalformedHostsException {
    for (int i = 1; i < words.length; i++) {
      if (!KEY.matcher(words[i]).matches() || words[i].startsWith("slots=")) {
        throw new MalformedHostsException(text, EXPECTED);
      }
    }
    return hosts(text, colon.group(1), "" + slots(text, colon.group(2)));
  }

  private static List<Host> withWords(String text, String[] words) throws MalformedHostsException {
    if (words.length == 1) {
      return hosts(text, words[0], "1");
    }
    if (KEY.matcher(words[1]).matches()) {
      return hosts(text, words[0], openMpiSlots(text, words));
    }
    // Grid Engine writes four words (queue and processors), Slurm's counts may have brackets.
    if (TaskCounts.isList(words[1]) && words.length <= 4) {
      return hosts(text, words[0], words[1]);
    }
    throw new MalformedHostsException(text, EXPECTED);
  }

  private static String openMpiSlots(String text, String[] words) throws MalformedHostsException {
    String slots = "1";
    for (int i = 1; i < words.length; i++) {
      Matcher key = KEY.matcher(words[i]);
      if (!key.matches()) {
        throw new MalformedHostsException(text, EXPECTED);
      }
      switch (key.group(1).toLowerCase(Locale.ROOT)) {
        case "slots" -> slots = "" + slots(text, key.group(2));
        // Open MPI's own limit of oversubscription.
        case "max_slots", "max-slots" -> slots(text, key.group(2));
        default ->
            throw new MalformedHostsException(text, "slots=N or max_slots=N behind the host");
      }
    }
    return slots;
  }

  private static int slots(String text, String digits) throws MalformedHostsException {
    if (!digits.matches("\\d{1,6}") || Integer.parseInt(digits) < 1) {
      throw new MalformedHostsException(text, "a number of slots from 1 to 999999");
    }
    return Integer.parseInt(digits);
  }

  private static List<Host> hosts(String text, String names, String counts)
      throws MalformedHostsException {
    List<Host> hosts = new ArrayList<>();
    try {
      List<String> expanded = HostNames.expand(names);
      List<Integer> slots = TaskCounts.expand(counts, expanded.size());
      for (int i = 0; i < expanded.size(); i++) {
        hosts.add(new Host(expanded.get(i), slots.get(i)));
      }
    } catch (MalformedHostsException e) {
      // The whole line is what the user can find again.
      throw e.of(text);
    }
    return hosts;
  }
}
