package mpjlda.data.text;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;

/** Some documents in a row, not decoded yet: what one thread does at a time. */
interface Batch {
  /** Bytes (or, of records, characters) of text. */
  long bytes();

  /** Gives all documents to a visitor, in order. */
  void read(DocumentVisitor visitor);

  /** Remarks for the user about the text. */
  default List<String> notices() {
    return List.of();
  }

  /** Gives a piece of a document to its visitor. */
  static void piece(DocumentVisitor visitor, Reader text, boolean html) throws IOException {
    visitor.text(html ? new HTMLStripCharFilter(text) : text);
  }

  /** A name on one line. */
  static String name(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
      }
    }
    // Nearly all of them: a pattern is not made for each document.
    return text.strip();
  }
}
