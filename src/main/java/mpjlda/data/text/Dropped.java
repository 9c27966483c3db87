package mpjlda.data.text;

import java.util.List;

/** Why a token or word does not come into the corpus. */
public enum Dropped {
  NUMBER(0, "numbers"),
  LONG(1, "longer than " + TokenCounter.LONGEST_WORD + " characters"),
  SHORT(2, "too short"),
  STOP_WORD(3, "stop words"),
  RARE(4, "in too few documents"),
  FREQUENT(5, "in too many documents"),
  BEYOND(6, "beyond the largest vocabulary"),
  UNKNOWN(7, "not in the model's vocabulary");

  private final int number;
  private final String text;

  Dropped(int number, String text) {
    this.number = number;
    this.text = text;
  }

  private static final List<Dropped> ALL = List.of(values());

  /** The reason of a number. */
  static Dropped of(int number) {
    return ALL.get(number);
  }

  /** 0, 1, 2 …: its place in arrays. */
  int number() {
    return number;
  }

  /** For people. */
  String text() {
    return text;
  }
}
