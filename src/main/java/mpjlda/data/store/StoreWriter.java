package mpjlda.data.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.AtomicFolder;
import mpjlda.data.io.Checksum;
import mpjlda.data.modelio.VocabularyFile;

/**
 * Writes a store, document after document; it appears under its name when {@link #finish} returns,
 * whole or not at all. The same documents, vocabulary and source give the same bytes. Memory: one
 * block. Not thread-safe.
 *
 * <p>All methods throw {@link LdaException} (70) if a file cannot be written.
 */
public final class StoreWriter implements AutoCloseable {
  /** A block ends with the document that reaches this many bytes. */
  static final int BLOCK_BYTES = 1 << 16;

  private final StoreOutput output;
  private final StoreSource source;
  private final FileSink documentsFile;
  private final FileSink indexFile;
  private final FileSink namesFile;
  private final BlockEncoder block = new BlockEncoder();
  private final CRC32C namesCrc = new CRC32C();
  private final DocumentFigures figures = new DocumentFigures();
  private StoreIndex.Place place = StoreIndex.Place.START;
  private int blocks;
  private boolean finished;

  private StoreWriter(Path output, StoreSource source, boolean replace) {
    this.output = new StoreOutput(output, replace);
    this.source = source;
    this.documentsFile = new FileSink(this.output.file(StoreFiles.DOCUMENTS));
    this.indexFile = new FileSink(this.output.file(StoreFiles.INDEX));
    this.namesFile = new FileSink(this.output.file(StoreFiles.NAMES));
    documentsFile.write(StoreFiles.magic());
  }

  /**
   * Begins a store; folders above it are created.
   *
   * @param output the folder
   * @throws LdaException (2) if the name is taken
   */
  public static StoreWriter create(Path output, StoreSource source) {
    return new StoreWriter(output, source, false);
  }

  /**
   * Begins a store that replaces another one when it is finished.
   *
   * @throws LdaException (2) if the name is taken by anything but a store
   */
  public static StoreWriter replace(Path output, StoreSource source) {
    return new StoreWriter(output, source, true);
  }

  /**
   * Removes a store that is no longer needed, if it exists.
   *
   * @throws LdaException (70) if it cannot be removed, or other files are in its folder
   */
  public static void remove(Path output) {
    AtomicFolder.remove(output, StoreFiles.ALL);
  }

  /**
   * Adds the next document.
   *
   * @param name one line, or empty
   * @param ids of its distinct words, ascending, from 0; the first {@code size} are used
   * @param counts of these words, ≥ 1
   * @param size number of distinct words, 0 for an empty document
   * @throws IllegalArgumentException if ids do not ascend, a count is below 1 or the name has line
   *     feeds
   */
  public void add(String name, int[] ids, int[] counts, int size) {
    byte[] line = line(name);
    long number = place.firstDocument() + block.documents();
    block.add(ids, counts, size);
    figures.add(number, name, ids, counts, size);
    namesCrc.update(line, 0, line.length);
    namesFile.write(line);
    if (block.size() >= BLOCK_BYTES) {
      endBlock();
    }
  }

  /** A document's line in the file of names. */
  private static byte[] line(String name) {
    if (name.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line feed in the document name '" + name + "'");
    }
    return (name + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void endBlock() {
    CRC32C crc = new CRC32C();
    crc.update(block.bytes(), 0, block.size());
    indexFile.write(
        StoreIndex.entry(
            place,
            new StoreIndex.Content(
                block.size(), (int) crc.getValue(), (int) namesCrc.getValue(), block.longest())));
    documentsFile.write(block.bytes(), 0, block.size());
    place =
        new StoreIndex.Place(
            place.firstDocument() + block.documents(),
            place.offset() + block.size(),
            place.tokensBefore() + block.tokens(),
            place.nonZerosBefore() + block.nonZeros(),
            namesFile.bytes());
    blocks++;
    block.clear();
    namesCrc.reset();
  }

  /**
   * Ends the store and gives it its name.
   *
   * @param vocabulary (V) the words, by id
   * @throws LdaException (65) if a word is empty or has line feeds
   * @throws IllegalArgumentException if a document has a word beyond the vocabulary
   */
  public StoreSummary finish(List<String> vocabulary) {
    if (figures.largestId() >= vocabulary.size()) {
      throw new IllegalArgumentException(
          "word id " + figures.largestId() + " with " + vocabulary.size() + " words");
    }
    checkWords(vocabulary);
    if (block.documents() > 0) {
      endBlock();
    }
    indexFile.write(StoreIndex.entry(place, StoreIndex.Content.NONE));
    Map<String, Checksum> files = new LinkedHashMap<>();
    files.put(StoreFiles.DOCUMENTS, documentsFile.finish());
    files.put(StoreFiles.INDEX, indexFile.finish());
    Checksum names = namesFile.finish();
    if (figures.named()) {
      files.put(StoreFiles.NAMES, names);
    } else {
      AtomicFile.remove(output.file(StoreFiles.NAMES));
    }
    Path words = output.file(StoreFiles.VOCABULARY);
    VocabularyFile.write(words, vocabulary);
    files.put(StoreFiles.VOCABULARY, Checksum.of(words));
    StoreManifest manifest =
        new StoreManifest(summary(vocabulary), source, blocks, figures.named(), files);
    AtomicFile.writeText(output.file(StoreFiles.MANIFEST), manifest.toText());
    output.commit();
    finished = true;
    return manifest.summary();
  }

  private StoreSummary summary(List<String> vocabulary) {
    return new StoreSummary(
        place.firstDocument(),
        vocabulary.size(),
        place.tokensBefore(),
        place.nonZerosBefore(),
        figures.longest(),
        figures.largestCount(),
        figures.corpusHash(),
        VocabularyFile.hash(vocabulary));
  }

  private static void checkWords(List<String> vocabulary) {
    for (int w = 0; w < vocabulary.size(); w++) {
      String word = vocabulary.get(w);
      if (word.isEmpty() || word.indexOf('\n') >= 0) {
        throw LdaException.badInput(
            "word "
                + (w + 1)
                + " of the vocabulary: found '"
                + word
                + "', expected a word without line feeds");
      }
    }
  }

  /** Removes everything if the store was not finished. */
  @Override
  public void close() {
    documentsFile.close();
    indexFile.close();
    namesFile.close();
    if (!finished) {
      output.abort();
    }
  }
}
