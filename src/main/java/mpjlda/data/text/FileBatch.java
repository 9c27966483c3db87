package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;

/** Files, each of them a document. */
record FileBatch(List<TextFile> files, Charset encoding, boolean html, long bytes)
    implements Batch {
  @Override
  public void read(DocumentVisitor visitor) {
    StrictReader reader = new StrictReader(encoding);
    for (TextFile file : files) {
      visitor.begin(Batch.name(file.name()));
      try (InputStream in = TextBytes.open(file.path(), encoding)) {
        boolean page = html || file.html() || WebPage.is(in);
        reader.open(in);
        Batch.piece(visitor, reader, page);
      } catch (IOException e) {
        visitor.fault(String.valueOf(TextBytes.failure(file.path(), e).getMessage()));
        continue;
      }
      visitor.end();
    }
  }
}
