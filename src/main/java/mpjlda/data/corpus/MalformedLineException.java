package mpjlda.data.corpus;

/** A line that is no document: what was found and what was expected, without the file and line. */
final class MalformedLineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String text;

  MalformedLineException(String text) {
    // Without a stack trace: there may be millions.
    super(text, null, false, false);
    this.text = text;
  }

  String text() {
    return text;
  }
}
