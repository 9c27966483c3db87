package mpjlda.data.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Records of a table, each of them a document.
 *
 * @param bytes here: characters
 * @param notices remarks for the user
 */
record RecordBatch(List<Item> items, boolean html, long bytes, List<String> notices)
    implements Batch {
  /** A record: its name, and the fields that are its text. */
  record Item(String name, List<String> pieces) {
    /** A line without anything. */
    static final Item BLANK = new Item("", List.of());

    long characters() {
      return 1 + pieces.stream().mapToLong(String::length).sum();
    }
  }

  @Override
  public void read(DocumentVisitor visitor) {
    for (Item item : items) {
      if (item.equals(Item.BLANK)) {
        visitor.blank();
      } else {
        document(item, visitor);
      }
    }
  }

  private void document(Item item, DocumentVisitor visitor) {
    visitor.begin(Batch.name(item.name()));
    try {
      for (String piece : item.pieces()) {
        Batch.piece(visitor, new StringReader(piece), html);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be read", e);
    }
    visitor.end();
  }
}
