package mpjlda.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import mpjlda.cluster.checkpoint.CheckpointPart;
import mpjlda.cluster.checkpoint.CheckpointPartFile;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Communicator;

/**
 * The ranks' parts of a checkpoint: each writes its documents' rows, all at once, before the next
 * iteration changes them. What it costs is a rank's share of the rows, written to disk.
 */
final class DocumentParts {
  private final CheckpointStore store;
  private final Fingerprint fingerprint;
  private final Communicator comm;
  private final Console console;
  private final DocumentRows rows;

  /**
   * @param settings whose store and fingerprint are the same on all ranks
   */
  DocumentParts(Checkpoints.Settings settings, Communicator comm, DocumentRows rows) {
    this.store = settings.store();
    this.fingerprint = settings.fingerprint();
    this.console = settings.console();
    this.comm = comm;
    this.rows = rows;
  }

  /**
   * A generation that has all ranks' parts, and waits for rank 0's commit.
   *
   * @param files of the ranks that have documents
   */
  record Written(long generation, List<CheckpointPartFile> files) {}

  /** Writes the parts; called by all ranks. Empty if one could not write: it has said why. */
  Optional<Written> write() {
    long[] generation = {comm.rank() == 0 ? orZero(store::begin) : 0};
    comm.allreduceSum(generation, 0, 1);
    if (generation[0] == 0) {
      return Optional.empty();
    }
    long[] words = new long[comm.size() * CheckpointPartFile.LONGS + 1];
    words[words.length - 1] = orZero(() -> writeOwn(generation[0], words));
    comm.allreduceSum(words, 0, words.length);
    if (words[words.length - 1] < comm.size()) {
      if (comm.rank() == 0) {
        store.abandon(generation[0]);
      }
      return Optional.empty();
    }
    return Optional.of(new Written(generation[0], files(words)));
  }

  /** 1 for the count of those who have done so. A rank without documents has nothing to write. */
  private long writeOwn(long generation, long[] words) {
    CheckpointPart part = rows.part();
    if (part.documents() == 0) {
      return 1;
    }
    long[] file = store.writePart(generation, fingerprint, part).toLongs();
    System.arraycopy(file, 0, words, comm.rank() * CheckpointPartFile.LONGS, file.length);
    return 1;
  }

  private long orZero(LongSupplier work) {
    try {
      return work.getAsLong();
    } catch (LdaException e) {
      console.say(
          "warning: rank "
              + comm.rank()
              + " cannot write its part of a checkpoint: "
              + e.getMessage()
              + " The run goes on; earlier checkpoints are as they were.");
      return 0;
    }
  }

  private List<CheckpointPartFile> files(long[] words) {
    List<CheckpointPartFile> files = new ArrayList<>();
    for (int r = 0; r < comm.size(); r++) {
      long[] file = new long[CheckpointPartFile.LONGS];
      System.arraycopy(words, r * CheckpointPartFile.LONGS, file, 0, file.length);
      CheckpointPartFile part = CheckpointPartFile.fromLongs(rows.name(), file);
      if (part.documents() > 0) {
        files.add(part);
      }
    }
    return files;
  }
}
