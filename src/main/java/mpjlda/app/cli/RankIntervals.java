package mpjlda.app.cli;

import java.util.ArrayList;
import java.util.List;

/** Ranks as people write them. */
final class RankIntervals {
  private RankIntervals() {}

  /**
   * Such as {@code 0-3,8}; a hyphen for none.
   *
   * @param ranks ascending
   */
  static String of(List<Integer> ranks) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < ranks.size(); ) {
      int end = i + 1;
      while (end < ranks.size() && ranks.get(end) == ranks.get(end - 1) + 1) {
        end++;
      }
      parts.add(ranks.get(i) + (end - i == 1 ? "" : "-" + ranks.get(end - 1)));
      i = end;
    }
    return parts.isEmpty() ? "-" : String.join(",", parts);
  }
}
