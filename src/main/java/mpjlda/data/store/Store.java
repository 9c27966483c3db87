package mpjlda.data.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.Checksum;
import mpjlda.data.io.IoFailure;
import mpjlda.data.modelio.VocabularyFile;

/**
 * A store that is open for reading: its manifest and index are in memory and checked, its documents
 * on disk. Immutable; any number of threads may use it, each with a {@link BlockReader} of its own.
 *
 * <p>Damage of any kind is an {@link LdaException} (65) that names the file, and the block.
 */
public final class Store {
  static final String ADVICE =
      "The store is damaged: copy it again from where it was made, or import the corpus again.";

  /** Length of a mapped window. */
  private static final long WINDOW_BYTES = 1L << 30;

  private final Path folder;
  private final StoreManifest manifest;
  private final StoreIndex index;

  private Store(Path folder, StoreManifest manifest, StoreIndex index) {
    this.folder = folder;
    this.manifest = manifest;
    this.index = index;
  }

  /** Whether this is a store, undamaged or not. */
  public static boolean isStore(Path folder) {
    return Files.isRegularFile(folder.resolve(StoreFiles.MANIFEST))
        || (Files.isRegularFile(folder.resolve(StoreFiles.DOCUMENTS))
            && Files.isRegularFile(folder.resolve(StoreFiles.INDEX)));
  }

  /**
   * Reads manifest and index, and looks for the other files.
   *
   * @throws LdaException (65) if that is not a sound store
   */
  public static Store open(Path folder) {
    Path manifestFile = folder.resolve(StoreFiles.MANIFEST);
    StoreManifest manifest = StoreManifest.parse(manifestFile.toString(), bytes(manifestFile));
    for (String name : StoreFiles.ALL) {
      if (manifest.files().containsKey(name)) {
        checkLength(folder.resolve(name), sum(manifest, name).bytes());
      }
    }
    checkBeginning(folder.resolve(StoreFiles.DOCUMENTS));
    Path indexFile = folder.resolve(StoreFiles.INDEX);
    byte[] entries = bytes(indexFile);
    check(indexFile, sum(manifest, StoreFiles.INDEX), Checksum.of(entries));
    StoreIndex index = new StoreIndex(ByteBuffer.wrap(entries));
    requireAgreement(folder, manifest, index);
    return new Store(folder, manifest, index);
  }

  /** Right checksums do not make sizes right: memory is taken by them. */
  private static void requireAgreement(Path folder, StoreManifest manifest, StoreIndex index) {
    long names =
        manifest.files().containsKey(StoreFiles.NAMES)
            ? sum(manifest, StoreFiles.NAMES).bytes()
            : 0;
    long documents = sum(manifest, StoreFiles.DOCUMENTS).bytes();
    Optional<String> found = index.disagreement(manifest, documents, names);
    if (found.isPresent()) {
      throw LdaException.badInput(
          folder.resolve(StoreFiles.INDEX)
              + ": disagrees with "
              + StoreFiles.MANIFEST
              + ": found "
              + found.get()
              + ". "
              + ADVICE);
    }
    // A word is a character and a line feed at least.
    long most = sum(manifest, StoreFiles.VOCABULARY).bytes() / 2;
    if (manifest.summary().vocabularySize() > most) {
      throw tooFewWords(folder, "at most " + most, manifest);
    }
  }

  private static LdaException tooFewWords(Path folder, String found, StoreManifest manifest) {
    return LdaException.badInput(
        folder.resolve(StoreFiles.VOCABULARY)
            + ": found "
            + found
            + " words, expected "
            + manifest.summary().vocabularySize()
            + ". "
            + ADVICE);
  }

  private static void checkBeginning(Path file) {
    byte[] expected = StoreFiles.magic();
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(expected.length), expected)) {
        throw LdaException.badInput(
            file + ": found other first bytes than those of a store's documents. " + ADVICE);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Checksum sum(StoreManifest manifest, String name) {
    Checksum sum = manifest.files().get(name);
    if (sum == null) {
      throw LdaException.badInput(StoreFiles.MANIFEST + ": has no checksum of " + name + ".");
    }
    return sum;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static LdaException unreadable(Path file, IOException failure) {
    return LdaException.badInput(file + ": " + IoFailure.reason(failure) + ". " + ADVICE);
  }

  private static void checkLength(Path file, long expected) {
    long found;
    try {
      found = Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (found != expected) {
      throw LdaException.badInput(
          String.format("%s: found %d bytes, expected %d. %s", file, found, expected, ADVICE));
    }
  }

  private static void check(Path file, Checksum expected, Checksum found) {
    if (!found.equals(expected)) {
      throw LdaException.badInput(
          String.format(
              "%s: found %d bytes with CRC32C %s, expected %d with %s. %s",
              file, found.bytes(), found.crc32c(), expected.bytes(), expected.crc32c(), ADVICE));
    }
  }

  public Path folder() {
    return folder;
  }

  public StoreManifest manifest() {
    return manifest;
  }

  public StoreSummary summary() {
    return manifest.summary();
  }

  public StoreIndex index() {
    return index;
  }

  /** Reads the words, by id. */
  public List<String> vocabulary() {
    Path file = folder.resolve(StoreFiles.VOCABULARY);
    check(file, sum(manifest, StoreFiles.VOCABULARY), Checksum.of(file));
    List<String> words = VocabularyFile.read(file);
    if (words.size() != manifest.summary().vocabularySize()) {
      throw tooFewWords(folder, String.valueOf(words.size()), manifest);
    }
    return words;
  }

  /** A new reader of the documents. */
  public BlockReader reader() {
    return reader(WINDOW_BYTES);
  }

  /** A new reader of the documents, with windows of this length. */
  BlockReader reader(long windowBytes) {
    return new BlockReader(this, mapped(StoreFiles.DOCUMENTS, windowBytes));
  }

  private MappedFile mapped(String name, long windowBytes) {
    long bytes = manifest.files().containsKey(name) ? sum(manifest, name).bytes() : 0;
    return new MappedFile(folder.resolve(name), bytes, windowBytes);
  }

  /**
   * Reads everything and checks it against checksums, manifest and vocabulary.
   *
   * @return a line for each file
   */
  public List<String> verify() {
    List<String> passed = new ArrayList<>();
    passed.add(StoreFiles.MANIFEST + ": checksum of its text");
    passed.add(StoreFiles.INDEX + ": checksum, " + index.blocks() + " blocks");
    String words = VocabularyFile.hash(vocabulary());
    if (!words.equals(summary().vocabularyHash())) {
      throw differs(StoreFiles.VOCABULARY, "hash " + words, summary().vocabularyHash());
    }
    passed.add(
        StoreFiles.VOCABULARY + ": checksum and hash, " + summary().vocabularySize() + " words");
    verifyDocuments();
    passed.add(
        StoreFiles.DOCUMENTS
            + ": checksum of every block, "
            + summary().documents()
            + " documents, "
            + summary().tokens()
            + " tokens, hash as in "
            + StoreFiles.MANIFEST);
    if (manifest.names()) {
      NameReader names = names();
      for (int b = 0; b < index.blocks(); b++) {
        names.read(b);
      }
      passed.add(StoreFiles.NAMES + ": checksum of every block");
    }
    return List.copyOf(passed);
  }

  private void verifyDocuments() {
    BlockReader reader = reader();
    CorpusHash hash = new CorpusHash();
    long tokens = 0;
    int largest = 0;
    for (int b = 0; b < index.blocks(); b++) {
      Block block = reader.read(b);
      for (int d = 0; d < block.documents(); d++) {
        hash.add(
            block.firstDocument() + d, block.ids(), block.counts(), block.start(d), block.end(d));
      }
      for (int i = 0; i < block.nonZeros(); i++) {
        tokens += block.counts()[i];
        largest = Math.max(largest, block.counts()[i]);
      }
    }
    StoreSummary expected = summary();
    StoreSummary found =
        new StoreSummary(
            index.firstDocument(index.blocks()),
            expected.vocabularySize(),
            tokens,
            index.nonZerosBefore(index.blocks()),
            longest(),
            largest,
            CorpusHash.toHex(hash.words()[0], hash.words()[1]),
            expected.vocabularyHash());
    if (!found.equals(expected)) {
      throw differs(StoreFiles.DOCUMENTS, found.toString(), expected.toString());
    }
  }

  private int longest() {
    int longest = 0;
    for (int b = 0; b < index.blocks(); b++) {
      longest = Math.max(longest, index.longest(b));
    }
    return longest;
  }

  private LdaException differs(String file, String found, String expected) {
    return LdaException.badInput(
        folder.resolve(file) + ": found " + found + ", expected " + expected + ". " + ADVICE);
  }

  /** A new reader of the documents' names. */
  public NameReader names() {
    return new NameReader(this, mapped(StoreFiles.NAMES, WINDOW_BYTES));
  }
}
