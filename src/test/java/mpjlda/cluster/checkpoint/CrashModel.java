package mpjlda.cluster.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mpjlda.data.io.FileSystemCalls;

/**
 * Does every call on the disk, and keeps beside it what POSIX promises to be there after a crash:
 * of a file what it held at its last fsync, of a folder the entries at its last fsync. What came
 * after may be there or not, each change by itself.
 */
final class CrashModel implements FileSystemCalls {
  /** What the crash does to changes that were not synced. */
  enum Unsynced {
    LOST,
    KEPT,
    SOME
  }

  private static final class Node {
    final boolean folder;

    /** Of a file. */
    byte[] content = new byte[0];

    byte[] syncedContent = new byte[0];

    /** Of a folder: as it is, as it was synced, and what was changed since. */
    final Map<String, Node> entries = new LinkedHashMap<>();

    final Map<String, Node> syncedEntries = new LinkedHashMap<>();
    final List<Change> changes = new ArrayList<>();

    Node(boolean folder) {
      this.folder = folder;
    }

    void change(Change change) {
      change.applyTo(entries);
      changes.add(change);
    }
  }

  /** One step of a folder: {@code removed} goes, {@code name} becomes {@code node}. */
  private record Change(String removed, String name, Node node) {
    static Change put(String name, Node node) {
      return new Change("", name, node);
    }

    static Change remove(String name) {
      return new Change(name, "", new Node(false));
    }

    void applyTo(Map<String, Node> entries) {
      entries.remove(removed);
      if (!name.isEmpty()) {
        entries.put(name, node);
      }
    }
  }

  private final Path root;
  private final FileSystemCalls disk;
  private final Node tree = new Node(true);

  /**
   * @param root what is below it now counts as synced
   */
  CrashModel(Path root, FileSystemCalls disk) {
    this.root = root;
    this.disk = disk;
    States.tree(root)
        .forEach(
            (name, bytes) -> {
              if (!name.equals("/")) {
                Path path = root.resolve(name);
                Node node = new Node(name.endsWith("/"));
                node.content = bytes;
                node.syncedContent = bytes;
                parent(path).entries.put(path.getFileName().toString(), node);
                parent(path).syncedEntries.put(path.getFileName().toString(), node);
              }
            });
  }

  /** Writes into an empty folder what the crash leaves. */
  void crashInto(Path target, Unsynced unsynced, Random random) throws IOException {
    write(tree, target, unsynced, random);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    disk.createFolder(folder);
    if (!parent(folder).entries.containsKey(name(folder))) {
      parent(folder).change(Change.put(name(folder), new Node(true)));
    }
  }

  @Override
  public Output create(Path file) throws IOException {
    Output onDisk = disk.create(file);
    Node node = parent(file).entries.get(name(file));
    if (node == null) {
      node = new Node(false);
      parent(file).change(Change.put(name(file), node));
    }
    node.content = new byte[0];
    return new ModelledOutput(node, onDisk);
  }

  private record ModelledOutput(Node node, Output onDisk) implements Output {
    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
      int from = (int) position;
      int end = from + bytes.remaining();
      // A copy: what was synced keeps its own.
      byte[] content = Arrays.copyOf(node.content, Math.max(node.content.length, end));
      bytes.duplicate().get(content, from, end - from);
      onDisk.write(position, bytes);
      node.content = content;
    }

    @Override
    public void force() throws IOException {
      onDisk.force();
      node.syncedContent = node.content;
    }

    @Override
    public void close() throws IOException {
      onDisk.close();
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
    Node folder = parent(from);
    folder.change(new Change(name(from), name(to), folder.entries.get(name(from))));
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
    parent(path).change(Change.remove(name(path)));
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    disk.forceFolder(folder);
    Node node = node(folder);
    node.syncedEntries.clear();
    node.syncedEntries.putAll(node.entries);
    node.changes.clear();
  }

  private static void write(Node node, Path target, Unsynced unsynced, Random random)
      throws IOException {
    if (!node.folder) {
      Files.write(target, contentAfterCrash(node, unsynced, random));
      return;
    }
    Files.createDirectories(target);
    Map<String, Node> entries = new LinkedHashMap<>(node.syncedEntries);
    for (Change change : node.changes) {
      if (unsynced == Unsynced.KEPT || (unsynced == Unsynced.SOME && random.nextBoolean())) {
        change.applyTo(entries);
      }
    }
    entries.forEach(
        (name, entry) -> {
          try {
            write(entry, target.resolve(name), unsynced, random);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static byte[] contentAfterCrash(Node file, Unsynced unsynced, Random random) {
    int written = file.content.length;
    if (unsynced == Unsynced.KEPT || file.content == file.syncedContent) {
      return file.content;
    } else if (unsynced == Unsynced.LOST) {
      return file.syncedContent;
    }
    int intact = random.nextInt(written + 1);
    return switch (random.nextInt(4)) {
      case 0 -> file.content;
      case 1 -> file.syncedContent;
      case 2 -> Arrays.copyOf(file.content, intact);
      // The length was written, the data after some point was not.
      default -> Arrays.copyOf(Arrays.copyOf(file.content, intact), written);
    };
  }

  private Node parent(Path path) {
    return node(path.getParent());
  }

  private Node node(Path path) {
    Node node = tree;
    for (Path step : root.relativize(path)) {
      if (!step.toString().isEmpty()) {
        node = node.entries.get(step.toString());
      }
    }
    return node;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
