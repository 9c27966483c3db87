package mpjlda.app.status;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mpjlda.data.io.IoFailure;
import mpjlda.data.store.Store;

/**
 * State of a command that leaves one file or store, which gets its name when it is whole: {@code
 * infer} and {@code import}. Until then its temporary files are next to it.
 *
 * @param state in a word
 * @param found what is there
 */
public record SingleOutput(String state, String found) {
  /** A command that writes has changed its files since. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /**
   * Looks at an output.
   *
   * @return empty if the path is a run's folder, or nothing
   */
  public static Optional<SingleOutput> of(Path output, Instant now) {
    if (Files.isDirectory(output) && !Store.isStore(output)) {
      return Optional.empty();
    }
    Optional<Instant> written = temporaryFiles(output);
    if (written.isPresent()) {
      Duration age = Duration.between(written.get(), now);
      String state = age.compareTo(SILENCE) <= 0 ? "running" : "died";
      return Optional.of(
          new SingleOutput(
              state,
              String.format(
                  Locale.ROOT,
                  "temporary files next to it, last changed %s ago",
                  StatusText.time(age.toMillis() / 1000.0))));
    }
    if (Store.isStore(output)) {
      return Optional.of(
          new SingleOutput("complete", "a corpus store; see mpj-lda info " + output));
    }
    return Files.isRegularFile(output)
        ? Optional.of(new SingleOutput("complete", "a file"))
        : Optional.empty();
  }

  /** When any of them was last changed. */
  private static Optional<Instant> temporaryFiles(Path output) {
    Path target = output.toAbsolutePath().normalize();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Optional<Instant> latest = Optional.empty();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> isTemporary(file, target))) {
      for (Path file : files) {
        Instant time = lastChange(file);
        latest = latest.filter(time::isBefore).or(() -> Optional.of(time));
      }
      return latest;
    } catch (IOException e) {
      throw IoFailure.reading(folder, e);
    }
  }

  private static boolean isTemporary(Path file, Path target) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("." + target.getFileName() + ".") && name.endsWith(".tmp");
  }

  /** Of a folder: of the file in it that was changed last. */
  private static Instant lastChange(Path path) throws IOException {
    Instant latest = Files.getLastModifiedTime(path).toInstant();
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
        for (Path file : files) {
          Instant time = Files.getLastModifiedTime(file).toInstant();
          latest = time.isAfter(latest) ? time : latest;
        }
      }
    }
    return latest;
  }

  /** The state as one line of text. */
  public String line() {
    return "state       " + state + ": " + found;
  }

  /** Members of one JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("state", state);
    map.put("found", found);
    return map;
  }
}
