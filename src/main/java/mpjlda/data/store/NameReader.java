package mpjlda.data.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import mpjlda.core.errors.LdaException;

/** Reads the names of a store's documents, block by block. Not thread-safe. */
public final class NameReader {
  private final Store store;
  private final StoreIndex index;
  private final MappedFile file;

  NameReader(Store store, MappedFile file) {
    this.store = store;
    this.index = store.index();
    this.file = file;
  }

  /**
   * Reads the names of a block's documents, in order; empty ones of documents without a name.
   *
   * @throws LdaException (65) that names file and block if they are damaged
   */
  public List<String> read(int block) {
    if (!store.manifest().names()) {
      return Collections.nCopies(index.documents(block), "");
    }
    return file.guarded(() -> readAndCheck(block));
  }

  private List<String> readAndCheck(int block) {
    byte[] bytes =
        new byte[Math.toIntExact(index.namesOffset(block + 1) - index.namesOffset(block))];
    file.read(index.namesOffset(block), bytes, bytes.length);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    String[] names = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    // What follows the last line feed is no name.
    if ((int) crc.getValue() != index.namesCrc(block)
        || names.length != index.documents(block) + 1) {
      throw LdaException.badInput(
          store.folder().resolve(StoreFiles.NAMES)
              + ": block "
              + block
              + ": found other names than those of the index. "
              + Store.ADVICE);
    }
    return List.of(Arrays.copyOf(names, names.length - 1));
  }
}
