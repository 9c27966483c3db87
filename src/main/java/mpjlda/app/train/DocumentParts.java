package mpjlda.app.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mpjlda.cluster.checkpoint.CheckpointPart;
import mpjlda.cluster.checkpoint.CheckpointPartFile;
import mpjlda.cluster.checkpoint.CheckpointStore;
import mpjlda.cluster.runfolder.Fingerprint;
import mpjlda.core.console.Console;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.CollectiveSteps;
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
  private final List<CheckpointRows> rows;

  /**
   * @param settings whose store and fingerprint are the same on all ranks
   */
  DocumentParts(Checkpoints.Settings settings, Communicator comm, List<CheckpointRows> rows) {
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

  /** Writes the parts; called by all ranks. Empty if a rank could not write: it is reported. */
  Optional<Written> write() {
    CollectiveSteps steps = new CollectiveSteps(comm);
    long[] generation = {0};
    try {
      steps.onFirst(() -> generation[0] = store.begin());
      comm.broadcast(generation);
      long[] words = steps.shared(() -> writeOwn(generation[0]));
      comm.allreduceSum(words, 0, words.length);
      return Optional.of(new Written(generation[0], files(words)));
    } catch (LdaException e) {
      if (comm.rank() == 0) {
        if (generation[0] > 0) {
          store.abandon(generation[0]);
        }
        console.say(
            "warning: the ranks' parts of a checkpoint cannot be written: "
                + e.getMessage()
                + " The run continues; earlier checkpoints are as they were.");
      }
      return Optional.empty();
    }
  }

  /** Gives this rank's part at its place among all; a rank without documents writes nothing. */
  private long[] writeOwn(long generation) {
    long[] words = new long[rows.size() * comm.size() * CheckpointPartFile.LONGS];
    for (int i = 0; i < rows.size(); i++) {
      CheckpointPart part = rows.get(i).part();
      if (part.documents() > 0) {
        long[] file = store.writePart(generation, fingerprint, part).toLongs();
        System.arraycopy(file, 0, words, at(i, comm.rank()), file.length);
      }
    }
    return words;
  }

  private List<CheckpointPartFile> files(long[] words) {
    List<CheckpointPartFile> files = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      for (int r = 0; r < comm.size(); r++) {
        long[] file = Arrays.copyOfRange(words, at(i, r), at(i, r + 1));
        CheckpointPartFile part = CheckpointPartFile.fromLongs(rows.get(i).name(), file);
        if (part.documents() > 0) {
          files.add(part);
        }
      }
    }
    return files;
  }

  /** The place of a rank's file of the i-th rows among the words of all. */
  private int at(int i, int rank) {
    return (i * comm.size() + rank) * CheckpointPartFile.LONGS;
  }
}
