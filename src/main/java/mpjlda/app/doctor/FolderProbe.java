package mpjlda.app.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import mpjlda.data.io.IoFailure;

/**
 * Tests whether a folder's file system does what checkpoints and models need: files are replaced in
 * one step, can be synced and can be locked. Works in a new folder in it, which is removed again.
 */
public final class FolderProbe {
  private static final int RENAMES = 200;
  private static final int CONTENT = 4096;
  private static final long MIB = 1L << 20;
  private static final long STAT_SECONDS = 5;

  private final Path folder;
  private final List<Check> checks = new ArrayList<>();

  private FolderProbe(Path folder) {
    this.folder = folder;
  }

  /** All findings; the first one describes the folder. */
  public static List<Check> look(Path folder) {
    FolderProbe probe = new FolderProbe(folder);
    probe.look();
    return List.copyOf(probe.checks);
  }

  private void look() {
    if (!Files.isDirectory(folder)) {
      checks.add(
          Check.fail(
              "folder",
              Files.exists(folder) ? folder + " is no folder" : folder + " does not exist",
              "Name an existing folder, such as the one above --output."));
      return;
    }
    space();
    writers();
    Path place;
    try {
      place = Files.createTempDirectory(folder, ".mpj-lda-doctor");
    } catch (IOException e) {
      checks.add(
          Check.fail(
              "write",
              "nothing can be written there (" + IoFailure.reason(e) + ")",
              "Choose another folder."));
      return;
    }
    try {
      attempt("write", "a file comes back as it was written", () -> writeAndRead(place));
      attempt("replace", "a file is replaced at once and whole", () -> replace(place));
      attempt("sync", "files can be synced to disk", () -> syncFile(place));
      syncFolder(place);
      lock(place);
    } finally {
      remove(place);
    }
  }

  /** A test that returns why it failed; empty if it passed. */
  private interface Attempt {
    Optional<String> run() throws IOException;
  }

  private void attempt(String name, String good, Attempt attempt) {
    Optional<String> problem;
    try {
      problem = attempt.run();
    } catch (IOException e) {
      problem = Optional.of(IoFailure.reason(e));
    }
    checks.add(
        problem
            .map(
                text ->
                    Check.fail(
                        name,
                        text,
                        "Checkpoints and models are not safe there: put --output on another file"
                            + " system."))
            .orElseGet(() -> Check.ok(name, good)));
  }

  private static Optional<String> writeAndRead(Path place) throws IOException {
    Path file = place.resolve("written");
    byte[] bytes = content('w');
    Files.write(file, bytes);
    return Arrays.equals(bytes, Files.readAllBytes(file))
        ? Optional.empty()
        : Optional.of("a file came back changed");
  }

  /**
   * Replaces a file repeatedly by rename while another thread reads it: it must always exist, with
   * one of the two contents from beginning to end.
   */
  private static Optional<String> replace(Path place) throws IOException {
    Path target = place.resolve("target");
    Files.write(target, content('a'));
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<String> problem = new AtomicReference<>("");
    Thread reader = new Thread(() -> readAgainAndAgain(target, done, problem), "mpj-lda-doctor");
    reader.setDaemon(true);
    reader.start();
    try {
      for (int i = 0; i < RENAMES; i++) {
        Path next = place.resolve(".target.tmp");
        Files.write(next, content(i % 2 == 0 ? 'b' : 'a'));
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      done.set(true);
    }
    try {
      reader.join(TimeUnit.SECONDS.toMillis(STAT_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean last = Arrays.equals(content('a'), Files.readAllBytes(target));
    return last
        ? Optional.of(String.valueOf(problem.get())).filter(text -> !text.isEmpty())
        : Optional.of("after a rename the old content is still there");
  }

  private static void readAgainAndAgain(
      Path target, AtomicBoolean done, AtomicReference<String> problem) {
    while (!done.get()) {
      try {
        byte[] seen = Files.readAllBytes(target);
        if (seen.length != CONTENT || !Arrays.equals(seen, content((char) seen[0]))) {
          problem.set(
              "while a file is replaced by rename, readers see neither the old nor the new");
        }
      } catch (IOException e) {
        problem.set(
            "while a file is replaced by rename, it is missing (" + IoFailure.reason(e) + ")");
      }
    }
  }

  private static Optional<String> syncFile(Path place) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            place.resolve("synced"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(content('s')));
      channel.force(true);
    }
    return Optional.empty();
  }

  private void syncFolder(Path place) {
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
      channel.force(true);
      checks.add(Check.ok("sync folder", "folders can be synced to disk"));
    } catch (IOException e) {
      checks.add(
          Check.warn(
              "sync folder",
              "folders cannot be synced (" + IoFailure.reason(e) + ")",
              "After a power failure the newest checkpoint may be gone; the one before is used."));
    }
  }

  private void lock(Path place) {
    try (FileChannel channel =
            FileChannel.open(
                place.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        checks.add(Check.ok("lock", "files can be locked"));
        return;
      }
    } catch (IOException e) {
      // As below.
    }
    checks.add(
        Check.warn(
            "lock",
            "files cannot be locked",
            "Two runs with one --output are not kept apart there: start only one at a time."));
  }

  private void space() {
    Optional<FileSystemStat> stat = FileSystemStat.of(folder);
    String type = stat.map(FileSystemStat::type).orElse("?");
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String inodes =
          stat.filter(s -> s.inodes() > 0).map(s -> ", " + s.freeInodes() + " inodes").orElse("");
      String found = "file system " + type + ", " + Doctor.size(free) + inodes + " free";
      boolean full =
          free < 64 * MIB || stat.filter(s -> s.inodes() > 0 && s.freeInodes() < 1000).isPresent();
      checks.add(
          full
              ? Check.warn(
                  "space",
                  found,
                  "Make room: a model takes K times V times 8 bytes," + " each checkpoint as much.")
              : Check.ok("space", found));
    } catch (IOException e) {
      checks.add(Check.warn("space", "unknown (" + IoFailure.reason(e) + ")", "See with df."));
    }
    if (type.equals("tmpfs") || type.equals("ramfs")) {
      checks.add(
          Check.warn(
              "lasting", "it is in memory", "All in it is lost when the machine goes down."));
    }
  }

  private void writers() {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
      String owner = Files.getOwner(folder).getName();
      if (rights.contains(PosixFilePermission.OTHERS_WRITE)) {
        checks.add(
            Check.warn(
                "who can write",
                "everybody on this machine (owner " + owner + ")",
                "Others may put files in a model's way: chmod o-w, or a folder of your own in"
                    + " it."));
      } else {
        String group =
            rights.contains(PosixFilePermission.GROUP_WRITE) ? " and the folder's group" : "";
        checks.add(Check.ok("who can write", owner + group));
      }
    } catch (IOException | UnsupportedOperationException e) {
      checks.add(Check.warn("who can write", "unknown", "See with ls -ld."));
    }
  }

  private static byte[] content(char letter) {
    return String.valueOf(letter).repeat(CONTENT).getBytes(StandardCharsets.US_ASCII);
  }

  private static void remove(Path place) {
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(place);
    } catch (IOException e) {
      // A hidden folder stays, which does not harm a run.
    }
  }
}
