package mpjlda.data.corpus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Communicator;

/** Makes all ranks fail, with the same message, if any found something wrong. */
final class Agreement {
  private final Communicator comm;

  Agreement(Communicator comm) {
    this.comm = comm;
  }

  /**
   * After work that every rank did in full.
   *
   * @param failure this rank's message; empty if all is well
   */
  void onSameWork(String failure) {
    byte[][] all = comm.allgather(failure.getBytes(StandardCharsets.UTF_8));
    String message = "";
    int failed = 0;
    int first = 0;
    for (int r = all.length - 1; r >= 0; r--) {
      if (all[r].length > 0) {
        message = new String(all[r], StandardCharsets.UTF_8);
        failed++;
        first = r;
      }
    }
    if (failed > 0 && failed < all.length) {
      message +=
          "\nRank "
              + first
              + " found this, but "
              + (all.length - failed)
              + " of the "
              + all.length
              + " ranks did not: do all hosts see the same files?";
    }
    if (failed > 0) {
      throw LdaException.badInput(message);
    }
  }

  /**
   * After work that the ranks shared out.
   *
   * @param problems this rank's, located
   * @param hint makes a last sentence from the first problem; asked on rank 0 only
   */
  void onShares(List<CorpusProblem> problems, long total, Function<CorpusProblem, String> hint) {
    List<CorpusProblem> merged = new ArrayList<>();
    long all = 0;
    for (byte[] message : comm.allgather(encode(problems, total))) {
      all += decode(message, merged);
    }
    if (merged.isEmpty()) {
      return;
    }
    // A block of a store may lie in the parts of several ranks.
    List<CorpusProblem> distinct = new ArrayList<>(merged.stream().distinct().toList());
    distinct.sort(CorpusProblems.FILE_ORDER);
    all -= merged.size() - distinct.size();
    byte[] own = {};
    if (comm.rank() == 0) {
      own = hint.apply(distinct.get(0)).getBytes(StandardCharsets.UTF_8);
    }
    String last = new String(comm.allgather(own)[0], StandardCharsets.UTF_8);
    throw LdaException.badInput(
        message(distinct.stream().map(CorpusProblem::text).toList(), all, last));
  }

  /** One problem a line, at most {@link CorpusProblems#SHOWN}, and the number of the rest. */
  static String message(List<String> problems, long total, String hint) {
    List<String> lines =
        new ArrayList<>(problems.subList(0, Math.min(CorpusProblems.SHOWN, problems.size())));
    if (total > lines.size()) {
      lines.add("and " + (total - lines.size()) + " more");
    }
    if (!hint.isEmpty()) {
      lines.add(hint);
    }
    return String.join("\n", lines);
  }

  private static byte[] encode(List<CorpusProblem> problems, long total) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(total);
      for (CorpusProblem problem : problems) {
        out.writeInt(problem.file());
        out.writeLong(problem.offset());
        out.writeUTF(problem.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static long decode(byte[] message, List<CorpusProblem> into) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
      long total = in.readLong();
      while (in.available() > 0) {
        into.add(new CorpusProblem(in.readInt(), in.readLong(), in.readUTF()));
      }
      return total;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
