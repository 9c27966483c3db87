package mpjlda.data.corpus;

/** The number of the first word in SVMlight files, which is a convention of whoever wrote them. */
public enum WordIdBase {
  /** 0 if an id 0 occurs, else 1, as SVMlight and LIBSVM have it. */
  GUESS,
  /** Found in the files or refused: a guess would decide which words a model sees. */
  CERTAIN,
  ZERO,
  ONE;

  /** The base of a number as users type it, 0 or 1. */
  public static WordIdBase of(int first) {
    return first == 0 ? ZERO : ONE;
  }
}
