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

/** The problems of all ranks together, with which all of them fail. */
final class MergedProblems {
  private MergedProblems() {}

  /**
   * Fails if any rank has a problem, after work that the ranks shared out; called by all.
   *
   * @param own this rank's, located
   * @param total number of all of them, of which {@code own} has the first
   * @param hint makes a last sentence from the first problem; asked on rank 0 only
   * @throws LdaException (65) with the same message on all ranks
   */
  static void check(
      List<CorpusProblem> own,
      long total,
      Function<CorpusProblem, String> hint,
      Communicator comm) {
    List<CorpusProblem> merged = new ArrayList<>();
    long all = 0;
    for (byte[] message : comm.allgather(encode(own, total))) {
      all += decode(message, merged);
    }
    if (merged.isEmpty()) {
      return;
    }
    // A block of a store may lie in the parts of several ranks.
    List<CorpusProblem> distinct = new ArrayList<>(merged.stream().distinct().toList());
    distinct.sort(CorpusProblems.FILE_ORDER);
    all -= merged.size() - distinct.size();
    byte[] last = {};
    if (comm.rank() == 0) {
      last = hint.apply(distinct.get(0)).getBytes(StandardCharsets.UTF_8);
    }
    throw LdaException.badInput(
        message(
            distinct.stream().map(CorpusProblem::text).toList(),
            all,
            new String(comm.broadcast(last), StandardCharsets.UTF_8)));
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
