package mpjlda.data.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mpjlda.core.errors.LdaException;

/**
 * Files next to a sparse matrix that name its words and documents, by the customs of single-cell
 * tools: {@code features.tsv} or {@code genes.tsv} (an id and a name), {@code peaks.bed} (a
 * region), {@code barcodes.tsv}, each also as {@code .gz} and with what the matrix's name begins
 * with.
 */
final class MatrixNames {
  private static final List<String> WORDS =
      List.of("features.tsv", "genes.tsv", "peaks.bed", "regions.tsv", "regions.txt");
  private static final List<String> DOCUMENTS = List.of("barcodes.tsv", "cells.tsv", "cells.txt");
  private static final String MATRIX = "matrix.";

  private MatrixNames() {}

  /** The file of a matrix's words, if there is one. */
  static Optional<Path> wordsBeside(Path matrix) {
    return beside(matrix, WORDS);
  }

  /** The file of a matrix's documents, if there is one. */
  static Optional<Path> documentsBeside(Path matrix) {
    return beside(matrix, DOCUMENTS);
  }

  private static Optional<Path> beside(Path matrix, List<String> names) {
    String name = String.valueOf(matrix.getFileName());
    int at = name.lastIndexOf(MATRIX);
    String prefix = at > 0 ? name.substring(0, at) : "";
    for (String wanted : names) {
      for (String ending : List.of("", ".gz")) {
        Path file = matrix.resolveSibling(prefix + wanted + ending);
        if (Files.isRegularFile(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a file of that name names words or documents of a matrix.
   *
   * @param name of a file
   */
  static boolean isName(String name) {
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    return WORDS.stream().anyMatch(plain::endsWith) || DOCUMENTS.stream().anyMatch(plain::endsWith);
  }

  /**
   * Reads the words: a region as {@code chr1:100-200}; else the second field, which 10x has for the
   * gene's name, if that tells all words apart, or the first.
   *
   * @throws LdaException (65) as {@link Vocabulary#read}
   */
  static Vocabulary words(Path file) {
    List<String> lines = VocabularyFinder.read(file);
    if (String.valueOf(file.getFileName()).contains(".bed")) {
      return Vocabulary.of(lines.stream().map(MatrixNames::region).toList());
    }
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      first.add(fields[0]);
      second.add(fields.length > 1 ? fields[1] : "");
    }
    Set<String> distinct = new HashSet<>(second);
    boolean tellsApart = distinct.size() == second.size() && !distinct.contains("");
    return Vocabulary.of(tellsApart ? second : first);
  }

  private static String region(String line) {
    String[] fields = line.split("\t", -1);
    return fields.length < 3 ? fields[0] : fields[0] + ":" + fields[1] + "-" + fields[2];
  }

  /** Reads the documents' names: the first field of each line. */
  static List<String> documents(Path file) {
    return VocabularyFinder.read(file).stream().map(line -> line.split("\t", 2)[0]).toList();
  }
}
