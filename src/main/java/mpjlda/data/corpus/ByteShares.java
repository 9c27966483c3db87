package mpjlda.data.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.parallel.Communicator;

/** Divides the concatenated files into shares of equal bytes, one for each rank. */
final class ByteShares {
  private ByteShares() {}

  /**
   * Finds the first position of each rank's share, and the end of all. Compressed files have to be
   * decompressed to learn their size; each rank measures some of them. A single rank needs no
   * sizes.
   *
   * @param problems receives what is wrong with the files that this rank measured
   */
  static List<FilePosition> boundaries(
      List<CorpusFile> files, Communicator comm, CorpusProblems problems) {
    long[] sizes = new long[files.size()];
    if (comm.size() > 1) {
      for (int f = comm.rank(); f < sizes.length; f += comm.size()) {
        try {
          sizes[f] = files.get(f).bytes().size();
        } catch (IOException e) {
          problems.addForFile(f, IoFaults.explain(e));
        }
      }
      comm.allreduceSum(sizes, 0, sizes.length);
    }
    return boundaries(sizes, comm.size());
  }

  /** Divides files of these sizes into {@code parts} shares. */
  static List<FilePosition> boundaries(long[] sizes, int parts) {
    long total = 0;
    for (long size : sizes) {
      total += size;
    }
    List<FilePosition> boundaries = new ArrayList<>();
    int file = 0;
    long before = 0;
    for (int r = 0; r < parts; r++) {
      long at = total / parts * r + total % parts * r / parts;
      while (file < sizes.length - 1 && at >= before + sizes[file]) {
        before += sizes[file];
        file++;
      }
      boundaries.add(r == 0 ? new FilePosition(0, 0) : new FilePosition(file, at - before));
    }
    boundaries.add(new FilePosition(sizes.length, 0));
    return boundaries;
  }
}
