package mpjlda.data.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Positions of the blocks and totals of the documents before each: entries of {@value #ENTRY_BYTES}
 * bytes, little endian, one for each block and one for the end.
 */
public final class StoreIndex {
  static final int ENTRY_BYTES = 56;

  private final ByteBuffer entries;
  private final int blocks;

  /**
   * @param bytes the content of {@code index.bin}
   */
  StoreIndex(ByteBuffer bytes) {
    this.entries = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.blocks = entries.limit() / ENTRY_BYTES - 1;
  }

  /**
   * A block's position and the totals before it.
   *
   * @param firstDocument number of its first document
   * @param offset of its first byte in {@code documents.bin}
   * @param tokensBefore tokens of all documents before
   * @param nonZerosBefore (document, word) pairs of all documents before
   * @param namesOffset of its first document's name in {@code names.txt}
   */
  record Place(
      long firstDocument, long offset, long tokensBefore, long nonZerosBefore, long namesOffset) {
    static final Place START = new Place(0, StoreFiles.magic().length, 0, 0, 0);
  }

  /**
   * Length and checksums of a block.
   *
   * @param bytes length
   * @param crc CRC32C
   * @param namesCrc CRC32C of its documents' names
   * @param longest most distinct words in a document
   */
  record Content(int bytes, int crc, int namesCrc, int longest) {
    static final Content NONE = new Content(0, 0, 0, 0);
  }

  /**
   * Compares with what the manifest says of the store.
   *
   * @return the first disagreement; empty if there is none
   */
  Optional<String> disagreement(StoreManifest manifest, long documentsBytes, long namesBytes) {
    if (blocks != manifest.blocks() || entries.limit() != (blocks + 1L) * ENTRY_BYTES) {
      return Optional.of(
          entries.limit() + " bytes, expected those of " + manifest.blocks() + " blocks");
    }
    Place first = place(0);
    if (first.offset < Place.START.offset
        || !first.equals(new Place(0, first.offset, 0, 0, first.namesOffset))
        || first.namesOffset < 0) {
      return Optional.of("a first block at " + first + ", expected " + Place.START);
    }
    int longest = 0;
    for (int b = 0; b < blocks; b++) {
      if (!followsOn(b)) {
        return Optional.of("block " + b + " from " + place(b) + " to " + place(b + 1));
      }
      longest = Math.max(longest, longest(b));
    }
    StoreSummary expected = manifest.summary();
    boolean agrees =
        firstDocument(blocks) == expected.documents()
            && tokensBefore(blocks) == expected.tokens()
            && nonZerosBefore(blocks) == expected.nonZeros()
            && longest == expected.longestDocument()
            && offset(blocks) == documentsBytes
            && (!manifest.names() || namesOffset(blocks) == namesBytes);
    return agrees
        ? Optional.empty()
        : Optional.of(
            "an end at "
                + place(blocks)
                + ", expected "
                + expected
                + " in "
                + documentsBytes
                + " bytes");
  }

  private Place place(int block) {
    return new Place(
        firstDocument(block),
        offset(block),
        tokensBefore(block),
        nonZerosBefore(block),
        namesOffset(block));
  }

  /** Whether a block can have as many documents and pairs, of a byte at least, as it says. */
  private boolean followsOn(int block) {
    Place from = place(block);
    Place to = place(block + 1);
    long documents = to.firstDocument - from.firstDocument;
    long pairs = to.nonZerosBefore - from.nonZerosBefore;
    return bytes(block) > 0
        && to.offset - from.offset >= bytes(block)
        && documents > 0
        && documents <= bytes(block)
        && pairs >= 0
        && pairs <= bytes(block)
        && to.tokensBefore - from.tokensBefore >= pairs
        && to.namesOffset >= from.namesOffset
        && longest(block) >= 0
        && longest(block) <= pairs;
  }

  static byte[] entry(Place place, Content content) {
    return ByteBuffer.allocate(ENTRY_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(place.firstDocument())
        .putLong(place.offset())
        .putLong(place.tokensBefore())
        .putLong(place.nonZerosBefore())
        .putLong(place.namesOffset())
        .putInt(content.bytes())
        .putInt(content.crc())
        .putInt(content.namesCrc())
        .putInt(content.longest())
        .array();
  }

  public int blocks() {
    return blocks;
  }

  /** Number of the block's first document; for {@code blocks()}, of all documents. */
  public long firstDocument(int block) {
    return entries.getLong(block * ENTRY_BYTES);
  }

  long offset(int block) {
    return entries.getLong(block * ENTRY_BYTES + 8);
  }

  /** Tokens of the documents before the block. */
  public long tokensBefore(int block) {
    return entries.getLong(block * ENTRY_BYTES + 16);
  }

  /** (Document, word) pairs of the documents before the block. */
  public long nonZerosBefore(int block) {
    return entries.getLong(block * ENTRY_BYTES + 24);
  }

  long namesOffset(int block) {
    return entries.getLong(block * ENTRY_BYTES + 32);
  }

  int bytes(int block) {
    return entries.getInt(block * ENTRY_BYTES + 40);
  }

  int crc(int block) {
    return entries.getInt(block * ENTRY_BYTES + 44);
  }

  int namesCrc(int block) {
    return entries.getInt(block * ENTRY_BYTES + 48);
  }

  /** Most distinct words in a document of the block. */
  public int longest(int block) {
    return entries.getInt(block * ENTRY_BYTES + 52);
  }

  /** Number of documents of the block. */
  public int documents(int block) {
    return (int) (firstDocument(block + 1) - firstDocument(block));
  }

  /** Number of (document, word) pairs of the block. */
  public int nonZeros(int block) {
    return (int) (nonZerosBefore(block + 1) - nonZerosBefore(block));
  }

  /** Tokens and documents before the block: the weight by which parts are balanced. */
  public long weightBefore(int block) {
    return tokensBefore(block) + firstDocument(block);
  }

  /** The block with a document; {@code blocks()} if there is no such document. */
  public int blockOfDocument(long document) {
    return last(block -> firstDocument(block) <= document);
  }

  /** The block that a weight falls into; {@code blocks()} if it is that of all or more. */
  public int blockOfWeight(long weight) {
    return last(block -> weightBefore(block) <= weight);
  }

  /**
   * The last block, or the end, for which a condition holds that holds for all blocks before it.
   */
  private int last(IntPredicate holds) {
    int low = 0;
    int high = blocks;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
