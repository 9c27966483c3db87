package mpjlda.cluster.hosts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slurm's short form of numbers, one a host: {@code 2(x3),1} is 2, 2, 2, 1. */
final class TaskCounts {
  private static final Pattern ELEMENT = Pattern.compile("(\\d{1,6})(?:\\(x(\\d{1,6})\\))?");

  private TaskCounts() {}

  static boolean isList(String text) {
    // Not one expression for the list: a long one takes all of the stack.
    return Arrays.stream(text.split(",", -1)).allMatch(part -> ELEMENT.matcher(part).matches());
  }

  /**
   * @param hosts how many numbers there must be; a single plain number serves for all
   */
  static List<Integer> expand(String text, int hosts) throws MalformedHostsException {
    if (!isList(text)) {
      throw new MalformedHostsException(text, "numbers of tasks, such as 4 or 2(x3),1");
    }
    List<Integer> counts = new ArrayList<>();
    for (String element : text.split(",", -1)) {
      Matcher matcher = ELEMENT.matcher(element);
      if (!matcher.matches()) {
        throw new MalformedHostsException(text, "numbers of tasks, such as 4 or 2(x3),1");
      }
      int count = Integer.parseInt(matcher.group(1));
      int times = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
      if (count < 1 || times < 1 || counts.size() + times > HostNames.MOST) {
        throw new MalformedHostsException(text, "numbers of tasks from 1, such as 2(x3),1");
      }
      for (int i = 0; i < times; i++) {
        counts.add(count);
      }
    }
    if (counts.size() == 1 && !text.contains("(")) {
      return Collections.nCopies(hosts, counts.get(0));
    }
    if (counts.size() != hosts) {
      throw new MalformedHostsException(
          text, "as many numbers as hosts: " + hosts + ", found " + counts.size());
    }
    return counts;
  }

  /** The short form. */
  static String compress(List<Integer> counts) {
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < counts.size(); ) {
      int count = counts.get(i);
      int end = i;
      while (end < counts.size() && counts.get(end) == count) {
        end++;
      }
      elements.add(end - i == 1 ? "" + count : count + "(x" + (end - i) + ")");
      i = end;
    }
    return String.join(",", elements);
  }
}
