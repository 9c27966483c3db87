package mpjlda.text;

/** Why a token or word does not come into the corpus. */
public enum Dropped {
  NUMBER("numbers"),
  LONG("longer than " + TokenCounter.LONGEST_WORD + " characters"),
  SHORT("too short"),
  STOP_WORD("stop words"),
  RARE("in too few documents"),
  FREQUENT("in too many documents"),
  BEYOND("beyond the largest vocabulary"),
  UNKNOWN("not in the model's vocabulary");

  private final String text;

  Dropped(String text) {
    this.text = text;
  }

  /** For people. */
  String text() {
    return text;
  }
}
