package mpjlda.data.corpus;

import java.util.Arrays;
import java.util.List;
import mpjlda.data.store.Block;
import mpjlda.data.store.BlockReader;
import mpjlda.data.store.Store;

/**
 * Blocks of stores, decoded on demand: each thread keeps the last one of each store, so documents
 * should be read in ascending order.
 */
final class StoredBlocks {
  private final List<Store> stores;
  private final int maxVocabulary;
  private final ThreadLocal<Cursor[]> cursors = ThreadLocal.withInitial(this::open);

  StoredBlocks(List<Store> stores, int maxVocabulary) {
    this.stores = stores;
    this.maxVocabulary = maxVocabulary;
  }

  private Cursor[] open() {
    Cursor[] opened = new Cursor[stores.size()];
    Arrays.setAll(opened, s -> new Cursor(stores.get(s).reader()));
    return opened;
  }

  /**
   * Reads a block; valid until the calling thread asks for another one of the store.
   *
   * @throws mpjlda.core.errors.LdaException (65) if the block has been damaged since it was checked
   */
  Block block(int store, int number) {
    return cursors.get()[store].read(number);
  }

  /** The index after a document's last word that is not dropped. */
  int end(Block block, int document) {
    int end = block.end(document);
    while (end > block.start(document) && block.ids()[end - 1] >= maxVocabulary) {
      end--;
    }
    return end;
  }

  /** A reader and the block that it read last. */
  private static final class Cursor {
    private final BlockReader reader;
    private int number = -1;
    private Block block = Block.EMPTY;

    Cursor(BlockReader reader) {
      this.reader = reader;
    }

    Block read(int wanted) {
      if (wanted != number) {
        // Not this block's if it cannot be read.
        number = -1;
        block = reader.read(wanted);
        number = wanted;
      }
      return block;
    }
  }
}
