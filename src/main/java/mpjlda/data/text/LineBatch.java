package mpjlda.data.text;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** Lines of a file, each of them a document. Blank lines are none. */
final class LineBatch implements Batch {
  /**
   * Lines in UTF-8.
   *
   * @param bytes the first {@code size} are used
   * @param firstLine number of the first line, from 1
   */
  record Lines(byte[] bytes, int size, long firstLine) {}

  private final TextFile file;
  private final TextSource source;
  private final Lines lines;
  private final boolean html;
  private final StrictReader reader = new StrictReader(StandardCharsets.UTF_8);

  LineBatch(TextFile file, TextSource source, Lines lines) {
    this.file = file;
    this.source = source;
    this.lines = lines;
    this.html = source.html() || file.html();
  }

  @Override
  public long bytes() {
    return lines.size();
  }

  @Override
  public void read(DocumentVisitor visitor) {
    byte[] bytes = lines.bytes();
    int start = 0;
    for (long line = lines.firstLine(); start < lines.size(); line++) {
      int end = LineEnds.next(bytes, start, lines.size());
      int first = start;
      while (first < end && isBlank(bytes[first])) {
        first++;
      }
      if (first == end) {
        visitor.blank();
      } else {
        document(new Line(first, end, line), visitor);
      }
      start = end < lines.size() ? LineEnds.past(bytes, end, lines.size()) : end;
    }
  }

  /** A line that is not blank: where its text begins and ends, and its number. */
  private record Line(int from, int to, long number) {}

  private void document(Line line, DocumentVisitor visitor) {
    try {
      switch (file.kind()) {
        case MALLET -> mallet(line, visitor);
        case JSONL -> json(line, visitor);
        default -> plain(Batch.name(file.name() + ":" + line.number()), line, visitor);
      }
    } catch (MalformedTextException e) {
      visitor.fault(file.path() + ":" + e.line() + ": " + e.what());
    } catch (IOException e) {
      visitor.fault(file.path() + ":" + line.number() + ": " + e.getMessage());
    }
  }

  private void plain(String name, Line line, DocumentVisitor visitor) throws IOException {
    visitor.begin(name);
    reader.open(lines.bytes(), line.from(), line.to(), line.number());
    Batch.piece(visitor, reader, html);
    visitor.end();
  }

  /** As Mallet's default pattern {@code (\S*)[\s,]*(\S*)[\s,]*(.*)} has it. */
  private void mallet(Line line, DocumentVisitor visitor) throws IOException {
    int nameEnd = toBlank(line.from(), line.to());
    int label = pastSeparators(nameEnd, line.to());
    int text = pastSeparators(toBlank(label, line.to()), line.to());
    reader.open(lines.bytes(), line.from(), nameEnd, line.number());
    plain(Batch.name(all(reader)), new Line(text, line.to(), line.number()), visitor);
  }

  private static String all(StrictReader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] some = new char[256];
    for (int read = reader.read(some); read >= 0; read = reader.read(some)) {
      text.append(some, 0, read);
    }
    return text.toString();
  }

  private int toBlank(int from, int end) {
    int at = from;
    while (at < end && !isBlank(lines.bytes()[at])) {
      at++;
    }
    return at;
  }

  private int pastSeparators(int from, int end) {
    int at = from;
    while (at < end && (isBlank(lines.bytes()[at]) || lines.bytes()[at] == ',')) {
      at++;
    }
    return at;
  }

  private void json(Line line, DocumentVisitor visitor) throws IOException {
    JsonDocument document =
        JsonDocument.parse(
            lines.bytes(), line.from(), line.to() - line.from(), source.fields(), line.number());
    String name = document.name().orElseGet(() -> file.name() + ":" + line.number());
    visitor.begin(Batch.name(name));
    for (String piece : document.pieces()) {
      Batch.piece(visitor, new StringReader(piece), html);
    }
    visitor.end();
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
