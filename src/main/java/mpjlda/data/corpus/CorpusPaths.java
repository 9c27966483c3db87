package mpjlda.data.corpus;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import mpjlda.core.errors.LdaException;
import mpjlda.data.store.Store;

/** Resolves the paths that a user typed, each a file, a folder or a glob, to files and stores. */
final class CorpusPaths {
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(path -> String.valueOf(path.getFileName()));

  private CorpusPaths() {}

  /**
   * Resolves one argument to its files, in order of name within a folder; a store is one of them.
   *
   * @throws LdaException (65) if there are none
   */
  static List<Path> resolve(String typed) throws IOException {
    try {
      Path path = Path.of(typed);
      if (Files.exists(path)) {
        return filesOf(path);
      }
      if (!isGlob(typed)) {
        throw LdaException.badInput(typed + ": no such file or folder");
      }
      return filesOfGlob(typed, path);
    } catch (InvalidPathException | PatternSyntaxException e) {
      throw LdaException.badInput("'" + typed + "' is no path or glob: " + e.getMessage());
    }
  }

  private static List<Path> filesOf(Path path) throws IOException {
    if (Store.isStore(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      if (!Files.isRegularFile(path)) {
        throw LdaException.badInput(path + ": found no plain file, expected one (or a folder)");
      }
      return List.of(path);
    }
    List<Path> files = corporaIn(path);
    if (files.isEmpty()) {
      int folders = foldersIn(path);
      throw LdaException.badInput(
          path
              + ": found no corpus in this folder (hidden and vocabulary files do not count"
              + (folders == 0 ? "" : ", nor " + folders(folders) + " in it")
              + "), expected at least one");
    }
    return files;
  }

  private static List<Path> corporaIn(Path folder) throws IOException {
    return entries(
        folder,
        entry -> {
          String name = String.valueOf(entry.getFileName());
          return !name.startsWith(".")
              && !VocabularyFinder.isName(name)
              && !MatrixNames.isName(name)
              && !isCompanion(name)
              && isThere(entry)
              && (Files.isRegularFile(entry) || Store.isStore(entry));
        });
  }

  /** Number of folders that reading the paths leaves out, as they lie in a folder of corpora. */
  static int foldersLeftOut(String typed) throws IOException {
    Path path = Path.of(typed);
    int count = 0;
    for (Path match : Files.exists(path) ? List.of(path) : matches(path)) {
      count += Files.isDirectory(match) && !Store.isStore(match) ? foldersIn(match) : 0;
    }
    return count;
  }

  /** Such as {@code 1 folder}. */
  static String folders(int count) {
    return count + (count == 1 ? " folder" : " folders");
  }

  private static int foldersIn(Path folder) throws IOException {
    return entries(
            folder,
            entry ->
                !String.valueOf(entry.getFileName()).startsWith(".")
                    && Files.isDirectory(entry)
                    && !Store.isStore(entry))
        .size();
  }

  /** Endings of files that {@code generate} and others put next to a corpus; no corpus has them. */
  private static boolean isCompanion(String name) {
    return name.endsWith(".npy") || name.endsWith(".json") || name.endsWith(".index");
  }

  /** Whether a path leads to something: a folder lists links to nothing as well. */
  private static boolean isThere(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw LdaException.badInput(
          path
              + (Files.isSymbolicLink(path)
                  ? ": found a link to nothing, expected a corpus; repair or remove it"
                  : ": no such file or folder, though its folder lists it"));
    }
    return true;
  }

  /** Goes down name by name, as a shell does. */
  private static List<Path> matches(Path pattern) throws IOException {
    Path root = pattern.getRoot();
    List<Path> matches = new ArrayList<>();
    matches.add(root == null ? Path.of("") : root);
    for (Path name : pattern) {
      List<Path> deeper = new ArrayList<>();
      for (Path match : matches) {
        deeper.addAll(matchesIn(match, name.toString()));
      }
      matches = deeper;
    }
    return matches;
  }

  private static List<Path> filesOfGlob(String typed, Path pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path match : matches(pattern)) {
      String name = String.valueOf(match.getFileName());
      boolean vocabulary = VocabularyFinder.isName(name) || MatrixNames.isName(name);
      isThere(match);
      if (Store.isStore(match)) {
        files.add(match);
      } else if (Files.isDirectory(match)) {
        files.addAll(corporaIn(match));
      } else if (Files.isRegularFile(match) && !vocabulary) {
        files.add(match);
      }
    }
    if (files.isEmpty()) {
      throw LdaException.badInput(
          typed + ": found no corpus that matches (vocabulary files do not count)");
    }
    return files;
  }

  private static List<Path> matchesIn(Path folder, String name) throws IOException {
    if (!isGlob(name)) {
      Path only = folder.resolve(name);
      return Files.exists(only) ? List.of(only) : List.of();
    }
    Path listed = folder.toString().isEmpty() ? Path.of(".") : folder;
    if (!Files.isDirectory(listed)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
    return entries(
        listed,
        entry -> {
          Path last = listed.relativize(entry);
          boolean hidden = last.toString().startsWith(".") && !name.startsWith(".");
          return !hidden && matcher.matches(last);
        });
  }

  private static List<Path> entries(Path folder, DirectoryStream.Filter<Path> filter)
      throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, filter)) {
      stream.forEach(entry -> entries.add(entry.normalize()));
    }
    entries.sort(BY_NAME);
    return entries;
  }

  private static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }
}
