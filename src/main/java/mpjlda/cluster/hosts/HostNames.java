package mpjlda.cluster.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slurm's short form of a list of hosts: {@code node[1-3,7],login}, with {@code [01-10]} for
 * numbers of fixed width and any number of brackets in a name (the first one varies slowest).
 */
final class HostNames {
  /** More hosts than this are a slip of the pen. */
  static final int MOST = 100_000;

  private static final int MOST_BRACKETS = 8;

  /** No hyphen in front: a name may become an argument of ssh. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:%@-]*");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

  private HostNames() {}

  /** The names in their order. */
  static List<String> expand(String text) throws MalformedHostsException {
    List<String> names = new ArrayList<>();
    for (String element : elements(text)) {
      if (size(element, text) > MOST - names.size()) {
        throw new MalformedHostsException(text, "at most " + MOST + " hosts");
      }
      expand("", element, names, text);
    }
    return names;
  }

  /** Splits at commas outside brackets. */
  private static List<String> elements(String text) throws MalformedHostsException {
    List<String> elements = new ArrayList<>();
    int start = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inside ? c == '[' : c == ']') {
        throw new MalformedHostsException(text, "brackets in pairs, as in node[1-3,7]");
      }
      inside = c == '[' || (inside && c != ']');
      if (c == ',' && !inside) {
        elements.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (inside) {
      throw new MalformedHostsException(text, "a closing bracket, as in node[1-3,7]");
    }
    elements.add(text.substring(start));
    return elements;
  }

  /** The number of names that an element stands for; more than {@link #MOST} if it is too many. */
  private static long size(String element, String text) throws MalformedHostsException {
    long size = 1;
    int brackets = 0;
    for (int open = element.indexOf('['); open >= 0; open = element.indexOf('[', open + 1)) {
      if (++brackets > MOST_BRACKETS) {
        throw new MalformedHostsException(text, "at most " + MOST_BRACKETS + " brackets in a name");
      }
      long numbers = 0;
      String inside = element.substring(open + 1, element.indexOf(']', open));
      for (String part : inside.split(",", -1)) {
        Matcher range = RANGE.matcher(part);
        long more =
            range.matches() && range.group(2) != null
                ? Long.parseLong(range.group(2)) - Long.parseLong(range.group(1))
                : 0;
        // What is no range, or no possible one, is reported when it is expanded.
        numbers += more < 0 || more >= MOST ? 1 : more + 1;
      }
      size = Math.min(MOST + 1L, size * Math.min(numbers, MOST + 1L));
    }
    return size;
  }

  private static void expand(String before, String rest, List<String> names, String text)
      throws MalformedHostsException {
    int open = rest.indexOf('[');
    if (open < 0) {
      add(before + rest, names, text);
      return;
    }
    int close = rest.indexOf(']', open);
    String prefix = before + rest.substring(0, open);
    String after = rest.substring(close + 1);
    for (String part : rest.substring(open + 1, close).split(",", -1)) {
      Matcher range = RANGE.matcher(part);
      if (!range.matches()) {
        throw new MalformedHostsException(
            text, "numbers and ranges in brackets, as in node[1-3,7]");
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first || last - first >= MOST) {
        throw new MalformedHostsException(
            text, "a range that goes up, by less than " + MOST + " hosts, as in node[1-3]");
      }
      String form = "%0" + range.group(1).length() + "d";
      for (int number = first; number <= last; number++) {
        expand(prefix + String.format(Locale.ROOT, form, number), after, names, text);
      }
    }
  }

  private static void add(String name, List<String> names, String text)
      throws MalformedHostsException {
    // One colon stands before slots; an IPv6 address has more.
    boolean slotsAreWrong = name.indexOf(':') >= 0 && name.indexOf(':') == name.lastIndexOf(':');
    if (slotsAreWrong || !NAME.matcher(name).matches()) {
      throw new MalformedHostsException(
          text,
          "a host's name of letters, digits, . _ and - (not in front), such as node1 or node1:4");
    }
    if (names.size() == MOST) {
      throw new MalformedHostsException(text, "at most " + MOST + " hosts");
    }
    names.add(name);
  }

  /** The short form of names, in their order: neighbours that count up share a bracket. */
  static String compress(List<String> names) {
    List<String> elements = new ArrayList<>();
    Bracket open = Bracket.NONE;
    for (String name : names) {
      Matcher numbered = NUMBERED.matcher(name);
      Bracket next = numbered.matches() ? Bracket.of(numbered) : Bracket.NONE;
      if (next == Bracket.NONE || !next.prefix.equals(open.prefix) || open == Bracket.NONE) {
        open.addTo(elements);
        open = next;
        if (next == Bracket.NONE) {
          elements.add(name);
        }
      } else {
        open.take(next);
      }
    }
    open.addTo(elements);
    return String.join(",", elements);
  }

  /** Names that differ in their last number only. */
  private static final class Bracket {
    static final Bracket NONE = new Bracket("", "0");

    private final String prefix;
    private final List<String[]> ranges = new ArrayList<>();

    private Bracket(String prefix, String number) {
      this.prefix = prefix;
      ranges.add(new String[] {number, number});
    }

    static Bracket of(Matcher numbered) {
      return new Bracket(numbered.group(1), numbered.group(2));
    }

    void take(Bracket next) {
      String[] last = ranges.get(ranges.size() - 1);
      String number = next.ranges.get(0)[0];
      String form = "%0" + last[0].length() + "d";
      if (String.format(Locale.ROOT, form, Integer.parseInt(last[1]) + 1).equals(number)) {
        last[1] = number;
      } else {
        ranges.addAll(next.ranges);
      }
    }

    void addTo(List<String> elements) {
      if (this == NONE) {
        return;
      }
      List<String> parts = new ArrayList<>();
      for (String[] range : ranges) {
        parts.add(range[0].equals(range[1]) ? range[0] : range[0] + "-" + range[1]);
      }
      boolean single = parts.size() == 1 && !parts.get(0).contains("-");
      elements.add(prefix + (single ? parts.get(0) : "[" + String.join(",", parts) + "]"));
    }
  }
}
