package mpjlda.data.convert;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.CollectiveSteps;
import mpjlda.data.store.StorePart;
import mpjlda.data.store.StoreSource;
import mpjlda.data.store.StoreSummary;
import mpjlda.data.store.StoreWriter;

/**
 * A store that all ranks make: rank 0 writes it, and adds what the others have written beside it.
 * The same documents give the same bytes on any number of ranks. All methods are called by all
 * ranks.
 */
public final class RankStore implements AutoCloseable {
  private final Path output;
  private final CollectiveSteps ranks;

  /** On rank 0. */
  private final Optional<StoreWriter> writer;

  /** On the others, while there is one. */
  private Optional<StorePart> part = Optional.empty();

  private long documents;

  private RankStore(Path output, CollectiveSteps ranks, Optional<StoreWriter> writer) {
    this.output = output;
    this.ranks = ranks;
    this.writer = writer;
  }

  /**
   * Begins a store; folders above it are made.
   *
   * @param replace whether a store of that name may be replaced
   * @throws LdaException (2) if there is something of that name already, (70) if it cannot be
   *     written, as of all methods
   */
  public static RankStore create(
      Path output, boolean replace, StoreSource source, CollectiveSteps ranks) {
    return new RankStore(
        output,
        ranks,
        ranks.onFirst(
            () ->
                replace
                    ? StoreWriter.replace(output, source)
                    : StoreWriter.create(output, source)));
  }

  /** Takes one document after another. */
  @FunctionalInterface
  public interface Sink {
    /** A document, as {@link StoreWriter#add} takes it. */
    void add(String name, int[] ids, int[] counts, int size);
  }

  /**
   * Begins a row of documents: first those of rank 0, then those of rank 1, and so on.
   *
   * @param own number of this rank's
   * @return takes this rank's, in order, until {@link #end}
   */
  public Sink begin(long own) {
    long[] counts = ranks.all(own);
    long first = documents + Arrays.stream(counts, 0, ranks.rank()).sum();
    documents += Arrays.stream(counts).sum();
    if (writer.isPresent()) {
      ranks.step(() -> true);
      return writer.get()::add;
    }
    StorePart opened = ranks.step(() -> StorePart.create(output, ranks.rank(), first));
    part = Optional.of(opened);
    return opened::add;
  }

  /** Ends the row: all ranks' documents are then in the store. */
  public void end() {
    byte[] receipt = ranks.step(() -> part.map(StorePart::finish).orElse(new byte[0]));
    byte[][] receipts = ranks.all(receipt);
    // No rank removes or renews its part before it has been added.
    ranks.onFirst(
        () -> {
          for (int r = 1; r < receipts.length; r++) {
            writer.orElseThrow().append(r, receipts[r]);
          }
          return true;
        });
    part.ifPresent(StorePart::close);
    part = Optional.empty();
  }

  /**
   * Ends the store and gives it its name.
   *
   * @param vocabulary (V) the words, by id
   * @return its figures, on rank 0
   * @throws LdaException (65) if a word is empty or has line feeds
   */
  public Optional<StoreSummary> finish(List<String> vocabulary) {
    return ranks.onFirst(() -> writer.orElseThrow().finish(vocabulary));
  }

  /** Removes everything if the store was not finished. */
  @Override
  public void close() {
    part.ifPresent(StorePart::close);
    writer.ifPresent(StoreWriter::close);
  }
}
