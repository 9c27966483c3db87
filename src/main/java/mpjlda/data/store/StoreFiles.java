package mpjlda.data.store;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of a store, a folder. */
final class StoreFiles {
  /** Figures, provenance, and lengths and checksums of the other files. Written last. */
  static final String MANIFEST = "store.json";

  /** {@link #magic}, then the blocks of documents, end to end. */
  static final String DOCUMENTS = "documents.bin";

  /** The entries of {@link StoreIndex}. */
  static final String INDEX = "index.bin";

  /** One word a line. */
  static final String VOCABULARY = "vocab.txt";

  /** One document's name a line; missing if no document has one. */
  static final String NAMES = "names.txt";

  static final List<String> ALL = List.of(MANIFEST, DOCUMENTS, INDEX, VOCABULARY, NAMES);

  private static final String MAGIC_TEXT = "mpj-lda store 1\n";

  private StoreFiles() {}

  /** The first bytes of {@link #DOCUMENTS}. */
  static byte[] magic() {
    return MAGIC_TEXT.getBytes(StandardCharsets.US_ASCII);
  }
}
