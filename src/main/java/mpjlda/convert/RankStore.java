package mpjlda.convert;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mpjlda.comm.Together;
import mpjlda.errors.LdaException;
import mpjlda.store.StorePart;
import mpjlda.store.StoreSource;
import mpjlda.store.StoreSummary;
import mpjlda.store.StoreWriter;

/**
 * A store that all ranks make: rank 0 writes it, and adds what the others have written beside it.
 * The same documents give the same bytes on any number of ranks. All methods are called by all
 * ranks.
 */
public final class RankStore implements AutoCloseable {
  private final Path output;
  private final Together ranks;

  /** On rank 0. */
  private final Optional<StoreWriter> writer;

  private long documents;

  private RankStore(Path output, Together ranks, Optional<StoreWriter> writer) {
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
  public static RankStore create(Path output, boolean replace, StoreSource source, Together ranks) {
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
   * Adds documents: first those of rank 0, then those of rank 1, and so on.
   *
   * @param own number of this rank's
   * @param giver gives this rank's to a sink
   */
  public void add(long own, Consumer<Sink> giver) {
    long[] counts = ranks.all(own);
    byte[] receipt = new byte[0];
    try (Closing part = new Closing()) {
      if (writer.isPresent()) {
        giver.accept(writer.get()::add);
      } else {
        long first = documents + Arrays.stream(counts, 0, ranks.rank()).sum();
        receipt = part.write(StorePart.create(output, ranks.rank(), first), giver);
      }
      byte[][] receipts = ranks.all(receipt);
      // No rank removes or renews its part before it has been added.
      ranks.onFirst(
          () -> {
            for (int r = 1; r < receipts.length; r++) {
              writer.orElseThrow().append(r, receipts[r]);
            }
            return true;
          });
    }
    documents += Arrays.stream(counts).sum();
  }

  /** A part, if this rank has one. */
  private static final class Closing implements AutoCloseable {
    private Optional<StorePart> part = Optional.empty();

    byte[] write(StorePart opened, Consumer<Sink> giver) {
      part = Optional.of(opened);
      giver.accept(opened::add);
      return opened.finish();
    }

    @Override
    public void close() {
      part.ifPresent(StorePart::close);
    }
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
    writer.ifPresent(StoreWriter::close);
  }
}
