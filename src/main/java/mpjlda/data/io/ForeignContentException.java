package mpjlda.data.io;

import java.io.IOException;

/** A file of a kind that is not read, with a sentence for the user. */
public final class ForeignContentException extends IOException {
  private static final long serialVersionUID = 1L;

  ForeignContentException(String sentence) {
    super(sentence);
  }

  /** What was found, what was expected, what to do. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
