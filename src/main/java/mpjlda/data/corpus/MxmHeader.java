package mpjlda.data.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.errors.LdaException;

/**
 * The beginning of a musiXmatch file: comment lines, then {@code %word,word,…}.
 *
 * @param words word 1 of the file comes first
 * @param bodyStart offset of the line after
 */
record MxmHeader(List<String> words, long bodyStart) {
  /**
   * @throws LdaException (65) if there is no such header
   */
  static MxmHeader read(ByteSource source) throws IOException {
    LineCursor cursor = new LineCursor();
    long line = 0;
    try (LineReader lines = new LineReader()) {
      lines.open(source, 0);
      while (lines.next()) {
        line++;
        cursor.set(lines);
        if (lines.isEmpty() || cursor.at('#')) {
          continue;
        }
        try {
          if (!cursor.at('%')) {
            throw new MalformedLineException(
                "found '"
                    + cursor.text()
                    + "', expected the vocabulary line %word,word,... before the documents");
          }
          return new MxmHeader(words(lines), lines.nextOffset());
        } catch (MalformedLineException e) {
          String fault = cursor.hasNul() ? LineDocumentParser.nul().text() : e.text();
          throw LdaException.badInput(source.path() + ":" + line + ": " + fault);
        }
      }
    }
    throw LdaException.badInput(
        source.path()
            + ":"
            + line
            + ": found the file's end, expected the vocabulary line %word,word,...");
  }

  private static List<String> words(LineReader line) throws MalformedLineException {
    StrictText text = new StrictText();
    byte[] bytes = line.buffer();
    List<String> words = new ArrayList<>();
    int start = line.from() + 1;
    for (int i = start; i <= line.to(); i++) {
      if (i == line.to() || bytes[i] == ',') {
        try {
          words.add(text.word(bytes, start, i));
        } catch (MalformedLineException e) {
          throw new MalformedLineException("word " + (words.size() + 1) + ": " + e.text());
        }
        start = i + 1;
      }
    }
    return words;
  }
}
