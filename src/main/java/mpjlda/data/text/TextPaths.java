package mpjlda.data.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mpjlda.core.errors.LdaException;

/** The text files behind what the user typed: files, and folders with all that is below them. */
final class TextPaths {
  private TextPaths() {}

  /**
   * The files in the order of the corpus: as typed, those of a folder by their path within it.
   * Hidden files and folders do not count.
   *
   * @throws LdaException (65) if one is not there, a folder has none, or its files' kinds differ
   */
  static List<TextFile> resolve(List<String> typed, TextKind kind) {
    List<TextFile> files = new ArrayList<>();
    for (String text : typed) {
      files.addAll(resolve(path(text), kind));
    }
    if (files.isEmpty()) {
      throw LdaException.badInput("found no text, expected at least one file or folder");
    }
    return files;
  }

  private static Path path(String typed) {
    try {
      return Path.of(typed);
    } catch (InvalidPathException e) {
      throw LdaException.badInput("'" + typed + "' is no path: " + e.getMessage());
    }
  }

  private static List<TextFile> resolve(Path path, TextKind kind) {
    if (Files.isDirectory(path)) {
      return filesOf(path, kind);
    }
    if (!Files.exists(path)) {
      throw LdaException.badInput(path + ": no such file or folder");
    }
    if (!Files.isRegularFile(path)) {
      throw LdaException.badInput(path + ": found no plain file, expected one (or a folder)");
    }
    String name = String.valueOf(path.getFileName());
    TextKind decided = kind == TextKind.AUTO ? TextKind.ofName(name) : kind;
    if (kind == TextKind.AUTO
        && decided == TextKind.LINES
        && (TextKind.isHtml(name) || WebPage.is(path))) {
      // A page is one document, whatever its lines are.
      decided = TextKind.FILES;
    }
    return List.of(new TextFile(path, name, decided));
  }

  private static List<TextFile> filesOf(Path folder, TextKind kind) {
    List<TextFile> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      walk.filter(path -> !isHidden(folder.relativize(path)))
          .filter(TextPaths::isFile)
          .forEach(path -> files.add(new TextFile(path, nameWithin(folder, path), kind)));
    } catch (UncheckedIOException e) {
      throw TextBytes.failure(folder, e);
    } catch (IOException e) {
      throw TextBytes.failure(folder, e);
    }
    if (files.isEmpty()) {
      throw LdaException.badInput(
          folder + ": found no files in this folder (hidden ones do not count), expected text");
    }
    files.sort(Comparator.comparing(TextFile::name, CodePointOrder::compare));
    TextKind decided = kind == TextKind.AUTO ? kindOf(folder, files) : kind;
    return files.stream().map(f -> new TextFile(f.path(), f.name(), decided)).toList();
  }

  private static boolean isFile(Path path) {
    if (!Files.exists(path)) {
      throw LdaException.badInput(
          path
              + (Files.isSymbolicLink(path)
                  ? ": found a link to nothing, expected a file or folder; repair or remove it"
                  : ": no such file or folder, though its folder lists it"));
    }
    return Files.isRegularFile(path);
  }

  /** Records keep their kind; plain files in a folder are documents. */
  private static TextKind kindOf(Path folder, List<TextFile> files) {
    Set<TextKind> kinds =
        files.stream().map(file -> TextKind.ofName(file.name())).collect(Collectors.toSet());
    if (kinds.size() > 1) {
      throw LdaException.badInput(
          folder
              + ": found files of several kinds ("
              + kinds.stream()
                  .sorted()
                  .map(k -> k == TextKind.LINES ? "plain text" : k.optionName())
                  .collect(Collectors.joining(", "))
              + "), expected one: say how to read them all with --text-format, or name the files");
    }
    TextKind only = kinds.iterator().next();
    return only == TextKind.LINES ? TextKind.FILES : only;
  }

  private static boolean isHidden(Path within) {
    for (Path part : within) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** A path within a folder, with the same separator on every system. */
  private static String nameWithin(Path folder, Path path) {
    List<String> parts = new ArrayList<>();
    folder.relativize(path).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }
}
