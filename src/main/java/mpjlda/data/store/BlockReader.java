package mpjlda.data.store;

import java.util.zip.CRC32C;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Checksum;

/**
 * Reads blocks of a store's documents, in any order. A block's bytes are copied before they are
 * checked, so that what is decoded is what was checked. Not thread-safe.
 */
public final class BlockReader {
  private final StoreIndex index;
  private final String name;
  private final MappedFile file;
  private final BlockDecoder decoder;
  private final NarrowDecoder narrowDecoder;
  private final CRC32C crc = new CRC32C();
  private final Block block = new Block();
  private byte[] bytes = new byte[2 * StoreWriter.BLOCK_BYTES];

  BlockReader(Store store, MappedFile file) {
    this.index = store.index();
    this.name = store.folder().resolve(StoreFiles.DOCUMENTS).toString();
    this.file = file;
    this.decoder = new BlockDecoder(store.summary().vocabularySize());
    this.narrowDecoder = new NarrowDecoder(store.summary().vocabularySize());
  }

  /**
   * Reads a block.
   *
   * @return the same object each time, with the block's documents
   * @throws LdaException (65) that names file and block if they are damaged
   */
  public Block read(int number) {
    return file.guarded(
        () -> {
          int size = readAndCheck(number);
          return decode(number, size);
        });
  }

  /** Reads a block, as {@link Block#narrow} if that is possible, which is faster. */
  public Block readNarrow(int number) {
    return file.guarded(
        () -> {
          int size = readAndCheck(number);
          int nonZeros = index.nonZeros(number);
          block.beginNarrow(index.firstDocument(number), index.documents(number), nonZeros);
          boolean done = narrowDecoder.decode(bytes, size, nonZeros, block);
          return done ? block : decode(number, size);
        });
  }

  /** Number of bytes of the block. */
  private int readAndCheck(int number) {
    int size = index.bytes(number);
    if (bytes.length < size + Varint.SLACK) {
      bytes = new byte[size + Varint.SLACK];
    }
    file.read(index.offset(number), bytes, size);
    crc.reset();
    crc.update(bytes, 0, size);
    if ((int) crc.getValue() != index.crc(number)) {
      throw damaged(
          number,
          "CRC32C "
              + Checksum.hex(crc.getValue())
              + " found, "
              + Checksum.hex(Integer.toUnsignedLong(index.crc(number)))
              + " expected");
    }
    return size;
  }

  private Block decode(int number, int size) {
    int nonZeros = index.nonZeros(number);
    block.begin(index.firstDocument(number), index.documents(number), nonZeros);
    if (!decoder.decode(bytes, size, nonZeros, block)) {
      throw damaged(number, "found bytes that are no documents");
    }
    return block;
  }

  private LdaException damaged(int number, String found) {
    return LdaException.badInput(
        String.format(
            "%s: block %d (documents %d to %d): %s. %s",
            name,
            number,
            index.firstDocument(number),
            index.firstDocument(number + 1) - 1,
            found,
            Store.ADVICE));
  }
}
