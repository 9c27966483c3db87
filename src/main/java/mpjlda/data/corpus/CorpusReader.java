package mpjlda.data.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.CollectiveSteps;
import mpjlda.core.parallel.Communicator;

/**
 * Reads a corpus so that each rank ends with its own part of the documents.
 *
 * <p>The concatenated files are divided into shares of equal bytes ({@link ByteShares}), one for
 * each rank, which reads the documents that start in it. When the tokens of all shares are known,
 * the final parts are cut between documents so that their tokens are about equal, and a rank reads
 * again what it lacks ({@link Repartition}): little, as bytes and tokens go together. Documents
 * keep their order and number for any number of ranks.
 */
public final class CorpusReader {
  /** Bytes that a (document, word) pair takes in memory, if its count is small. */
  private static final long BYTES_EACH = 6;

  private final CorpusSource source;
  private final Communicator comm;
  private final CollectiveSteps steps;
  private final long most;

  private CorpusReader(CorpusSource source, Communicator comm) {
    this(source, comm, Long.MAX_VALUE);
  }

  private CorpusReader(CorpusSource source, Communicator comm, long most) {
    this.source = source;
    this.most = most;
    this.comm = comm;
    this.steps = new CollectiveSteps(comm);
  }

  /**
   * Reads a corpus; called by all ranks with the same source.
   *
   * @return the same summary and vocabulary on all ranks, and each rank's own documents
   * @throws LdaException (65) on all ranks, with the same message, if any found something wrong: up
   *     to ten problems, one a line, as {@code file:line: what was found, what was expected}
   */
  public static Corpus read(CorpusSource source, Communicator comm) {
    return new CorpusReader(source, comm).read(Optional.empty());
  }

  /**
   * Reads a corpus within a limit of memory: a rank whose part of a store would take more leaves it
   * in the store, where it is read once to check it and documents are decoded on demand.
   *
   * @param bytes of the heap, for a rank's documents
   */
  public static Corpus read(CorpusSource source, Communicator comm, long bytes) {
    return new CorpusReader(source, comm, bytes).read(Optional.empty());
  }

  /**
   * Reads a corpus of the same documents as another one: each rank gets the documents that it has
   * of the other corpus. Called by all ranks.
   *
   * @throws LdaException (65) as {@link #read}, and if the numbers of documents differ
   */
  public static Corpus readBeside(Corpus other, CorpusSource source, Communicator comm) {
    return new CorpusReader(source, comm).read(Optional.of(other));
  }

  /**
   * Opens a corpus that is not kept in memory: reads it once to check and count it; called by all
   * ranks with the same source.
   *
   * @throws LdaException (65) as {@link #read}
   */
  public static CorpusStream stream(CorpusSource source, Communicator comm) {
    return new CorpusReader(source, comm).stream();
  }

  private Corpus read(Optional<Corpus> aligned) {
    CorpusPlan plan = plan();
    if (plan.format() == CorpusFormat.STORE) {
      return readStores(plan, aligned);
    }
    Share share = openShare(plan);
    if (!plan.sorted()) {
      return readUnsorted(share, aligned);
    }
    DocumentCollector read =
        new DocumentCollector(plan.files().size(), plan.maxVocabulary(), 0, Long.MAX_VALUE);
    readShare(share, read);

    Vocabulary vocabulary = vocabulary(plan, read.largestId());
    Repartition repartition = new Repartition(comm, plan, share.boundaries(), share.reader());
    Documents documents =
        aligned
            .map(other -> repartition.align(read, firstDocuments(other, plan, read.stored())))
            .orElseGet(() -> repartition.balance(read));
    agree(plan, share.reader().problems());
    return new Corpus(
        plan.summary(vocabulary, documents, share.origin(), comm), vocabulary, documents);
  }

  private Corpus readUnsorted(Share share, Optional<Corpus> aligned) {
    CorpusPlan plan = share.plan();
    UnsortedMatrix matrix = countUnsorted(share);
    long stored = comm.rank() == 0 ? matrix.documents() : 0;
    long[] firsts =
        aligned
            .map(other -> firstDocuments(other, plan, stored))
            .orElseGet(() -> matrix.cuts(comm.size()));
    long from = firsts[comm.rank()];
    long to = comm.rank() + 1 < comm.size() ? firsts[comm.rank() + 1] : matrix.documents();
    DocumentCollector read =
        new DocumentCollector(plan.files().size(), plan.maxVocabulary(), 0, Long.MAX_VALUE);
    matrix.read(from, to, read::add);
    agree(plan, share.reader().problems());
    Vocabulary vocabulary = vocabulary(plan, read.largestId());
    Documents documents = new Documents(from, read.finish());
    return new Corpus(
        plan.summary(vocabulary, documents, share.origin(), comm), vocabulary, documents);
  }

  private UnsortedMatrix countUnsorted(Share share) {
    CorpusPlan plan = share.plan();
    UnsortedMatrix matrix =
        new UnsortedMatrix(
            plan, plan.wordIds(1), share.reader().problems(), Runtime.getRuntime().maxMemory() / 4);
    long[] entries =
        matrix.count(
            FilePartReader.parts(
                plan.files(),
                share.boundaries().get(comm.rank()),
                share.boundaries().get(comm.rank() + 1)),
            comm);
    agree(plan, share.reader().problems());
    checkEntries(plan, entries);
    return matrix;
  }

  private CorpusStream streamUnsorted(Share share) {
    CorpusPlan plan = share.plan();
    UnsortedMatrix matrix = countUnsorted(share);
    long[] cuts = matrix.cuts(comm.size());
    long from = cuts[comm.rank()];
    long to = cuts[comm.rank() + 1];
    return new CorpusStream(
        sink -> {
          matrix.read(
              from,
              to,
              document -> {
                document.keepBelow(plan.maxVocabulary());
                sink.accept(document);
              });
          List<CorpusProblem> found =
              new ProblemLocator(plan.files()).locate(share.reader().problems().first());
          if (!found.isEmpty()) {
            throw LdaException.badInput(
                MergedProblems.message(
                    found.stream().map(CorpusProblem::text).toList(),
                    share.reader().problems().total(),
                    ""));
          }
        },
        vocabulary(plan, -1),
        new CorpusStream.Extent(
            plan.names().get(0),
            plan.format(),
            plan.named(),
            matrix.documents(),
            from,
            to - from,
            matrix.longest(from, to),
            share.origin()));
  }

  private Corpus readStores(CorpusPlan plan, Optional<Corpus> aligned) {
    StoreCorpus stores = new StoreCorpus(plan.stores(), plan.maxVocabulary());
    long stored = comm.rank() == 0 ? stores.documents() : 0;
    long[] cuts =
        aligned
            .map(other -> firstDocuments(other, plan, stored))
            .orElseGet(() -> stores.cuts(comm));
    CorpusProblems problems = new CorpusProblems();
    long end = comm.rank() + 1 < comm.size() ? cuts[comm.rank() + 1] : stores.documents();
    long from = cuts[comm.rank()];
    Documents documents =
        BYTES_EACH * stores.nonZeros(from, end) <= most
            ? stores.stored().load(from, end, problems)
            : stores.stored().open(from, end, problems);
    MergedProblems.check(problems.first(), problems.total(), first -> "", comm);
    Vocabulary vocabulary = vocabulary(plan, -1);
    boolean known = plan.stores().size() == 1 && vocabulary.size() == stores.vocabularySize();
    CorpusSummary summary =
        known
            ? stores.summary(plan, vocabulary)
            : plan.summary(vocabulary, documents, plan.origin(), comm);
    return new Corpus(summary, vocabulary, documents);
  }

  private CorpusStream stream() {
    CorpusPlan plan = plan();
    if (plan.format() == CorpusFormat.STORE) {
      return streamStores(plan);
    }
    Share share = openShare(plan);
    if (!plan.sorted()) {
      return streamUnsorted(share);
    }
    long[] longest = {0};
    DocumentCollector read =
        new DocumentCollector(
            plan.files().size(),
            plan.maxVocabulary(),
            document -> longest[0] = Math.max(longest[0], document.size()));
    readShare(share, read);
    long[] counts = comm.allgather(read.stored());
    return new CorpusStream(
        sink -> readAgain(share, sink),
        vocabulary(plan, read.largestId()),
        new CorpusStream.Extent(
            plan.names().get(0),
            plan.format(),
            plan.named(),
            Arrays.stream(counts).sum(),
            Arrays.stream(counts, 0, comm.rank()).sum(),
            read.stored(),
            (int) longest[0],
            share.origin()));
  }

  private void readAgain(Share share, Consumer<DocumentBuffer> sink) {
    CorpusPlan plan = share.plan();
    FilePartReader reader = share.reader().naming();
    reader.read(
        share.boundaries().get(comm.rank()),
        share.boundaries().get(comm.rank() + 1),
        new DocumentCollector(plan.files().size(), plan.maxVocabulary(), sink));
    if (reader.problems().total() > 0) {
      throw CorpusStream.changed(plan.names().get(0));
    }
  }

  private CorpusStream streamStores(CorpusPlan plan) {
    StoreCorpus stores = new StoreCorpus(plan.stores(), plan.maxVocabulary());
    long[] cuts = stores.cuts(comm);
    long from = cuts[comm.rank()];
    long to = cuts[comm.rank() + 1];
    return new CorpusStream(
        sink -> stores.stored().forEach(from, to, sink),
        vocabulary(plan, -1),
        new CorpusStream.Extent(
            plan.names().get(0),
            plan.format(),
            plan.named(),
            stores.documents(),
            from,
            to - from,
            stores.longest(),
            plan.origin()));
  }

  /**
   * The share of a corpus that a rank reads first.
   *
   * @param boundaries of all ranks' shares
   * @param origin what further files need that are to fit the corpus
   */
  record Share(
      CorpusPlan plan, List<FilePosition> boundaries, FilePartReader reader, CorpusOrigin origin) {
    void read(int rank, DocumentCollector out) {
      reader.read(boundaries.get(rank), boundaries.get(rank + 1), out);
    }
  }

  private Share openShare(CorpusPlan plan) {
    CorpusProblems problems = new CorpusProblems();
    List<FilePosition> boundaries = ByteShares.boundaries(plan.files(), comm, problems);
    agree(plan, problems);
    CorpusOrigin origin = origin(plan, boundaries);
    WordIds ids = plan.wordIds(firstId(plan, origin));
    return new Share(plan, boundaries, new FilePartReader(plan, ids, problems), origin);
  }

  private void readShare(Share share, DocumentCollector out) {
    share.read(comm.rank(), out);
    agree(share.plan(), share.reader().problems());
    checkEntries(share.plan(), out.entriesOfFile());
  }

  /**
   * Numbers of the documents at which the ranks' parts of the other corpus begin, if this one has
   * as many documents.
   */
  private long[] firstDocuments(Corpus other, CorpusPlan plan, long stored) {
    long documents = Arrays.stream(comm.allgather(stored)).sum();
    if (documents != other.summary().documents()) {
      throw LdaException.badInput(
          plan.names().get(0)
              + ": found "
              + documents
              + " documents, expected "
              + other.summary().documents()
              + " as in "
              + other.summary().files().get(0)
              + "; the two must hold parts of the same documents, in the same order");
    }
    return comm.allgather(other.documents().firstDocument());
  }

  private CorpusPlan plan() {
    CorpusPlan plan = steps.same(() -> new CorpusPlanner(source).plan());
    checkSameFiles(plan);
    return plan;
  }

  /** Ranks on several hosts may see different files under one name. */
  private void checkSameFiles(CorpusPlan plan) {
    steps.requireSame(
        plan.digest(),
        rank ->
            plan.names().get(0)
                + ": found other files, sizes or vocabulary on rank "
                + rank
                + " than on rank 0, expected the same on all hosts");
  }

  private static int firstId(CorpusPlan plan, CorpusOrigin origin) {
    return origin.idsFrom().orElse(plan.format() == CorpusFormat.LDAC ? 0 : 1);
  }

  /** Finds where the word ids of SVMlight files start from, unless that is known. */
  private CorpusOrigin origin(CorpusPlan plan, List<FilePosition> boundaries) {
    if (plan.format() != CorpusFormat.SVMLIGHT) {
      return CorpusOrigin.NONE;
    }
    if (source.ids() == WordIdBase.ZERO || source.ids() == WordIdBase.ONE) {
      return CorpusOrigin.ids(source.ids() == WordIdBase.ZERO ? 0 : 1, false);
    }
    List<FilePart> parts =
        FilePartReader.parts(
            plan.files(), boundaries.get(comm.rank()), boundaries.get(comm.rank() + 1));
    long[] found = {new ZeroIdScan().found(parts) ? 1 : 0};
    comm.allreduceMax(found);
    if (found[0] == 0 && source.ids() == WordIdBase.CERTAIN) {
      throw LdaException.badInput(
          plan.names().get(0)
              + ": found svmlight without a word id 0, expected ids that are known to start from 0"
              + " or from 1, as other files decide which words these are; say which with --ids-from"
              + " 0 or --ids-from 1");
    }
    return CorpusOrigin.ids(found[0] == 1 ? 0 : 1, found[0] == 0);
  }

  private void agree(CorpusPlan plan, CorpusProblems problems) {
    List<CorpusProblem> located = new ProblemLocator(plan.files()).locate(problems.first());
    MergedProblems.check(
        located,
        problems.total(),
        first -> FormatDetector.hint(plan.files().get(first.file()).bytes(), plan.format()),
        comm);
  }

  /** Checks the number of lines that UCI files announce. */
  private void checkEntries(CorpusPlan plan, long[] entries) {
    if (plan.format() != CorpusFormat.UCI && plan.format() != CorpusFormat.MTX) {
      return;
    }
    comm.allreduceSum(entries, 0, entries.length);
    // The sums are the same on all ranks, and so is what was found.
    List<String> faults = plan.entryFaults(entries);
    if (!faults.isEmpty()) {
      throw LdaException.badInput(MergedProblems.message(faults, faults.size(), ""));
    }
  }

  private Vocabulary vocabulary(CorpusPlan plan, int largestId) {
    long[] largest = {largestId};
    comm.allreduceMax(largest);
    int limit = plan.maxVocabulary();
    return plan.vocabulary()
        .map(words -> words.firstWords(limit))
        .orElseGet(() -> Vocabulary.numbered((int) Math.min(largest[0] + 1, limit)));
  }
}
