package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The records that begin in a piece of a file; other ranks read the others. */
final class RecordPartFeed implements BatchFeed.FileFeed {
  private final TextFile file;
  private final TextSource source;
  private final RecordFeed records;

  RecordPartFeed(TextPiece piece, TextScan.Cut cut, TextSource source) throws IOException {
    this.file = piece.file();
    this.source = source;
    RecordStates.Start start =
        piece.from() == 0
            ? new RecordStates.Start(0, 0)
            : firstRecord(piece.from(), cut.stateBefore());
    long end =
        piece.to() == TextPiece.END
            ? TextPiece.END
            : firstRecord(piece.to(), cut.stateAfter()).at();
    Optional<RecordFields> fields = piece.from() == 0 ? Optional.empty() : fields();
    InputStream in = openAt(start.at());
    this.records =
        new RecordFeed(
            file,
            source,
            new RecordFeed.Part(
                new PartStream(in, end - start.at()),
                cut.linesBefore(piece) + start.lineEnds(),
                fields));
  }

  private RecordStates.Start firstRecord(long from, int state) throws IOException {
    RecordStates states = new RecordStates(file.kind(), source.fields().quotes());
    try (InputStream in = openAt(from - 1)) {
      return states.firstRecord(in, from, state);
    }
  }

  private InputStream openAt(long offset) throws IOException {
    InputStream in = TextBytes.open(file.path(), source.charset());
    try {
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** As the first record of the file says. */
  private Optional<RecordFields> fields() throws IOException {
    try (RecordFeed whole = new RecordFeed(file, source)) {
      return whole.fields();
    }
  }

  @Override
  public Optional<Batch> next() throws IOException {
    try {
      return records.next();
    } catch (MalformedTextException e) {
      readAll();
      throw e;
    }
  }

  /**
   * Fails as reading the whole file fails: where in a file the parser tells of a fault, and of
   * which one, depends on where it began.
   */
  private void readAll() throws IOException {
    try (RecordFeed whole = new RecordFeed(file, source)) {
      while (whole.next().isPresent()) {
        // What is found is known; only the fault is wanted.
      }
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
