package mpjlda.data.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder into which a command writes several files: while it does, no other command does so, and
 * if it fails, what it has added is removed. In a folder that existed before these are new files of
 * the names that the command has told: other new ones may be another program's.
 */
public final class NewFiles implements AutoCloseable {
  private static final String LOCK = ".mpj-lda.lock";

  private final Path folder;
  private final Deque<Path> created = new ArrayDeque<>();
  private final FileChannel lock;
  private final Set<Path> before;
  private final Set<String> names;
  private boolean complete;

  /**
   * Creates the folder, if needed, and locks it.
   *
   * @param names of files that the command may write
   * @throws mpjlda.core.errors.LdaException (2) if another command writes there, (70) if the folder
   *     cannot be created
   */
  public NewFiles(Path folder, Collection<String> names) {
    this.folder = folder;
    this.names = Set.copyOf(names);
    for (Path p = folder.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent()) {
      created.add(p);
    }
    AtomicFile.createFolders(folder);
    Path file = folder.resolve(LOCK);
    try {
      this.lock = ExclusiveFile.open(file);
      this.before = new HashSet<>(entries(folder));
    } catch (FileInUseException e) {
      throw IoFailure.writing(folder, e);
    } catch (IOException e) {
      removeCreated();
      throw IoFailure.writing(folder, e);
    }
  }

  /** Keeps the new files. */
  public void complete() {
    complete = true;
  }

  @Override
  public void close() {
    try (lock) {
      if (!complete) {
        for (Path entry : entries(folder)) {
          boolean own = !created.isEmpty() || names.contains(entry.getFileName().toString());
          if (own && !before.contains(entry)) {
            removeEntry(entry);
          }
        }
      }
      Files.deleteIfExists(folder.resolve(LOCK));
    } catch (IOException ignored) {
      // Nothing is lost by files that stay, and a failure before this one is reported.
    }
    if (!complete) {
      removeCreated();
    }
  }

  /** A file, or a folder of files. */
  private static void removeEntry(Path entry) throws IOException {
    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      for (Path file : entries(entry)) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(entry);
  }

  private void removeCreated() {
    try {
      for (Path empty : created) {
        Files.deleteIfExists(empty);
      }
    } catch (IOException ignored) {
      // It is in use by then.
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.collect(Collectors.toList());
    }
  }
}
