package mpjlda.data.corpus;

import java.util.ArrayList;
import java.util.List;
import mpjlda.core.parallel.Communicator;

/**
 * Repartitions a corpus from shares of equal bytes to parts of equal weight (tokens, and one for
 * each document), or to given parts, cut between any two documents. A rank keeps what it has read
 * of its part and reads the rest again.
 */
final class Repartition {
  private final Communicator comm;
  private final CorpusPlan plan;
  private final List<FilePosition> boundaries;
  private final FilePartReader reader;

  /**
   * @param boundaries of the shares, see {@link ByteShares}
   * @param reader has problems afterwards if anything failed
   */
  Repartition(
      Communicator comm, CorpusPlan plan, List<FilePosition> boundaries, FilePartReader reader) {
    this.comm = comm;
    this.plan = plan;
    this.boundaries = boundaries;
    this.reader = reader;
  }

  /**
   * Reads this rank's part of equal weights.
   *
   * @param share documents that this rank has read
   */
  Documents balance(DocumentCollector share) {
    Documents own = new Documents(0, share.finish());
    if (comm.size() == 1) {
      return own;
    }
    long[] documentsBefore = prefixSums(share.stored());
    long[] weightBefore = prefixSums(share.weight());
    return part(own, documentsBefore, cuts(share.index(), own, documentsBefore, weightBefore));
  }

  /**
   * Reads this rank's part of given parts.
   *
   * @param share documents that this rank has read
   * @param firstDocuments (ranks) the number of the first document of each rank's part
   */
  Documents align(DocumentCollector share, long[] firstDocuments) {
    Documents own = new Documents(0, share.finish());
    if (comm.size() == 1) {
      return own;
    }
    long[] documentsBefore = prefixSums(share.stored());
    return part(own, documentsBefore, cutsAt(firstDocuments, share.index(), documentsBefore));
  }

  private Documents part(Documents own, long[] documentsBefore, List<Cut> cuts) {
    Cut from = cuts.get(comm.rank());
    long to = cuts.get(comm.rank() + 1).document();
    long first = documentsBefore[comm.rank()];
    long end = documentsBefore[comm.rank() + 1];

    List<Segment> part = new ArrayList<>();
    part.addAll(readAgain(from, Math.min(to, first) - from.document()));
    long keepFrom = Math.max(from.document(), first);
    long keepTo = Math.min(to, end);
    if (keepFrom < keepTo) {
      part.addAll(own.slice((int) (keepFrom - first), (int) (keepTo - first)));
    }
    Cut afterShare = new Cut(end, boundaries.get(comm.rank() + 1), 0);
    Cut rest = from.document() > end ? from : afterShare;
    part.addAll(readAgain(rest, to - rest.document()));
    return new Documents(from.document(), part);
  }

  private List<Segment> readAgain(Cut from, long documents) {
    if (documents <= 0) {
      return List.of();
    }
    int files = plan.files().size();
    DocumentCollector out =
        new DocumentCollector(files, plan.maxVocabulary(), from.skip(), documents);
    reader.read(from.start(), new FilePosition(files, 0), out);
    if (out.stored() < documents) {
      reader
          .problems()
          .addForFile(
              Math.min(from.start().file(), files - 1),
              "found fewer documents than a moment ago; the file must not change while it is being"
                  + " read");
    }
    return out.finish();
  }

  /** Sum over the ranks before each, and over all. */
  private long[] prefixSums(long own) {
    int ranks = comm.size();
    long[] each = comm.allgather(own);
    long[] sums = new long[ranks + 1];
    for (int r = 0; r < ranks; r++) {
      sums[r + 1] = sums[r] + each[r];
    }
    return sums;
  }

  /** Finds the cuts among the documents that this rank has read. */
  private List<Cut> cuts(
      BlockIndex index, Documents own, long[] documentsBefore, long[] weightBefore) {
    int ranks = comm.size();
    int rank = comm.rank();
    long total = weightBefore[ranks];
    long[] values = new long[(ranks + 1) * Cut.FIELDS];
    for (int r = 1; r < ranks; r++) {
      long target = total / ranks * r + total % ranks * r / ranks;
      if (target >= weightBefore[rank] && target < weightBefore[rank + 1]) {
        cutAt(target - weightBefore[rank], index, own, documentsBefore[rank])
            .store(values, r * Cut.FIELDS);
      }
    }
    return agreed(values, documentsBefore[ranks]);
  }

  private List<Cut> cutsAt(long[] firstDocuments, BlockIndex index, long[] documentsBefore) {
    int ranks = comm.size();
    int rank = comm.rank();
    long[] values = new long[(ranks + 1) * Cut.FIELDS];
    for (int r = 1; r < ranks; r++) {
      long target = firstDocuments[r];
      if (target >= documentsBefore[rank] && target < documentsBefore[rank + 1]) {
        long inShare = target - documentsBefore[rank];
        int block = index.blockOfDocument(inShare);
        FilePosition start = new FilePosition(index.file(block), index.offset(block));
        new Cut(target, start, inShare - index.documentsBefore(block))
            .store(values, r * Cut.FIELDS);
      } else if (rank == 0 && target == documentsBefore[ranks]) {
        end(target).store(values, r * Cut.FIELDS);
      }
    }
    return agreed(values, documentsBefore[ranks]);
  }

  private Cut end(long documents) {
    return new Cut(documents, new FilePosition(plan.files().size(), 0), 0);
  }

  /** All ranks' cuts, each from the one rank that knows it, and the end. */
  private List<Cut> agreed(long[] values, long documents) {
    if (comm.rank() == 0) {
      end(documents).store(values, comm.size() * Cut.FIELDS);
    }
    comm.allreduceSum(values, 0, values.length);
    List<Cut> cuts = new ArrayList<>();
    for (int at = 0; at < values.length; at += Cut.FIELDS) {
      cuts.add(Cut.load(values, at));
    }
    return cuts;
  }

  /** The boundary nearest to the target: before or after the document that holds it. */
  private static Cut cutAt(long target, BlockIndex index, Documents own, long documentsBefore) {
    int block = index.blockOfWeight(target);
    long first = index.documentsBefore(block);
    int d = (int) first;
    long weight = index.weightBefore(block);
    while (weight + own.tokens(d) + 1 <= target) {
      weight += own.tokens(d) + 1;
      d++;
    }
    if (2 * (target - weight) > own.tokens(d) + 1) {
      d++;
    }
    FilePosition start = new FilePosition(index.file(block), index.offset(block));
    return new Cut(documentsBefore + d, start, d - first);
  }
}
