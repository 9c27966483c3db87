package mpjlda.store;

import java.util.zip.CRC32C;
import mpjlda.errors.LdaException;
import mpjlda.modelio.Checksum;

/**
 * Reads blocks of a store's documents, in any order. A block's bytes are copied before they are
 * checked, so that what is decoded is what was checked. Not thread-safe.
 */
public final class BlockReader {
  private final StoreIndex index;
  private final String name;
  private final MappedFile file;
  private final BlockDecoder decoder;
  private final CRC32C crc = new CRC32C();
  private final Block block = new Block();
  private byte[] bytes = new byte[2 * StoreWriter.BLOCK_BYTES];

  BlockReader(Store store, MappedFile file) {
    this.index = store.index();
    this.name = store.folder().resolve(StoreFiles.DOCUMENTS).toString();
    this.file = file;
    this.decoder = new BlockDecoder(store.summary().vocabularySize());
  }

  /**
   * Reads a block.
   *
   * @return the same object each time, with the block's documents
   * @throws LdaException (65) that names file and block if they are damaged
   */
  public Block read(int number) {
    return file.guarded(() -> readAndCheck(number));
  }

  private Block readAndCheck(int number) {
    int size = index.bytes(number);
    if (bytes.length < size + Varint.LONGEST) {
      bytes = new byte[size + Varint.LONGEST];
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
    int nonZeros = index.nonZeros(number);
    block.begin(index.firstDocument(number), index.documents(number), nonZeros);
    if (!decoder.decode(bytes, size, nonZeros, block)) {
      throw damaged(number, "documents found that no program wrote");
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
