package mpjlda.app.infer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mpjlda.app.config.InferenceConfig;

/** One rank's parts of the files that an inference writes: rows, and perhaps flags and names. */
final class OutputFiles implements AutoCloseable {
  private static final String FLAGS_HEADER = "document\tflag\n";

  private final List<Path> targets = new ArrayList<>();
  private final List<RankOutputFile> parts = new ArrayList<>();
  private final List<byte[]> headers = new ArrayList<>();
  private final Optional<RankOutputFile> flags;
  private final Optional<RankOutputFile> names;

  /**
   * Begins this rank's parts.
   *
   * @throws mpjlda.core.errors.LdaException (70) if they cannot be written, as of all methods
   */
  OutputFiles(InferenceConfig config, int rank) {
    // The header of the rows is not known yet.
    boolean done = false;
    try {
      begin(config.output(), "", rank);
      this.flags = config.flags().map(target -> begin(target, FLAGS_HEADER, rank));
      this.names =
          config.names() && config.isNpy()
              ? Optional.of(begin(namesOf(config.output()), "", rank))
              : Optional.empty();
      done = true;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /**
   * Removes what ranks that ended in the middle have left, unless another inference writes it; when
   * none of this one's ranks is alive.
   */
  static void removeLeft(Path output, Optional<Path> flags, int ranks) {
    List<Path> all = new ArrayList<>(List.of(output, namesOf(output)));
    flags.ifPresent(all::add);
    all.forEach(target -> RankOutputFile.removeLeft(target, ranks));
  }

  /** The file of the documents' names, next to an array. */
  private static Path namesOf(Path output) {
    return output.resolveSibling(output.getFileName() + ".names.txt");
  }

  private RankOutputFile begin(Path target, String header, int rank) {
    RankOutputFile part = RankOutputFile.create(target, rank);
    targets.add(target);
    parts.add(part);
    headers.add(header.getBytes(StandardCharsets.US_ASCII));
    return part;
  }

  RankOutputFile rows() {
    return parts.get(0);
  }

  void flag(long document, String flag) {
    flags.ifPresent(out -> line(out, document + "\t" + flag));
  }

  /** A document's name on a line of its own, if that is wanted. */
  void name(String name) {
    names.ifPresent(out -> line(out, name));
  }

  private static void line(RankOutputFile out, String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, bytes.length);
  }

  /** Bytes of this rank's parts. */
  long[] sizes() {
    return parts.stream().mapToLong(RankOutputFile::bytes).toArray();
  }

  /** Hands all that was written to the disk. */
  void finish() {
    parts.forEach(RankOutputFile::finish);
  }

  /** Removes this rank's parts. */
  @Override
  public void close() {
    parts.forEach(RankOutputFile::close);
  }

  /**
   * Puts all ranks' parts together, which must all be finished; for rank 0.
   *
   * @param rowsHeader comes before the rows
   * @param sizes (files × ranks) bytes of the parts
   */
  void assemble(byte[] rowsHeader, long[] sizes) {
    headers.set(0, rowsHeader);
    int ranks = sizes.length / targets.size();
    for (int f = 0; f < targets.size(); f++) {
      parts
          .get(f)
          .assemble(
              targets.get(f),
              headers.get(f),
              Arrays.copyOfRange(sizes, f * ranks, (f + 1) * ranks));
    }
  }
}
