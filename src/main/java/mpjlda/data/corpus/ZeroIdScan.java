package mpjlda.data.corpus;

import java.io.IOException;
import java.util.List;

/** Looks for a word id 0 in SVMlight files, whose ids then start from 0. */
final class ZeroIdScan {
  private final LineReader lines = new LineReader();
  private final LineCursor cursor = new LineCursor();

  boolean found(List<FilePart> parts) {
    for (FilePart part : parts) {
      try {
        if (found(part)) {
          return true;
        }
      } catch (IOException e) {
        // The parser will come to the same line and report it.
        return false;
      }
    }
    return false;
  }

  private boolean found(FilePart part) throws IOException {
    try (lines) {
      lines.open(part.file().bytes(), part.from());
      while (lines.next() && lines.offset() < part.to()) {
        cursor.set(lines);
        if (lineHasZeroId()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean lineHasZeroId() {
    cursor.skipBlanks();
    while (!cursor.atEnd() && !cursor.at('#')) {
      if (cursor.number() == 0 && cursor.at(':')) {
        return true;
      }
      cursor.skipToBlank();
      cursor.skipBlanks();
    }
    return false;
  }
}
