package mpjlda.data.text;

import java.io.IOException;
import java.io.Reader;

/** Takes documents, each as one or several pieces of text. */
interface DocumentVisitor {
  /**
   * A document begins.
   *
   * @param name without line ends
   */
  void begin(String name);

  /**
   * A piece of the document's text.
   *
   * @throws IOException that the text's reader throws
   */
  void text(Reader piece) throws IOException;

  /** The document ends. */
  void end();

  /** A line without any text, which is no document. */
  void blank();

  /** Something is wrong; documents that follow are read only to find more of the kind. */
  void fault(String message);
}
