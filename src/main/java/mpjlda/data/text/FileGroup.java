package mpjlda.data.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of lines or records, or several small files in a row, each of which is a document.
 *
 * @param number of the first file among all, from 0
 * @param files one, unless they are documents
 * @param bytes of all of them on disk
 */
record FileGroup(int number, List<TextFile> files, long bytes) {
  private static final int MOST_FILES = 64;
  private static final long MOST_BYTES = 1 << 20;

  /** Groups the files, in their order. */
  static List<FileGroup> of(List<TextFile> files) {
    List<FileGroup> groups = new ArrayList<>();
    for (int f = 0; f < files.size(); ) {
      int first = f;
      long bytes = size(files.get(f++));
      if (files.get(first).kind() == TextKind.FILES) {
        while (f < files.size()
            && files.get(f).kind() == TextKind.FILES
            && f - first < MOST_FILES
            && bytes < MOST_BYTES) {
          bytes += size(files.get(f++));
        }
      }
      groups.add(new FileGroup(first, List.copyOf(files.subList(first, f)), bytes));
    }
    return groups;
  }

  /** The length in bytes; 0 for a missing file, which is reported when it is read. */
  private static long size(TextFile file) {
    return file.path().toFile().length();
  }

  /** The first one. */
  TextFile file() {
    return files.get(0);
  }

  boolean documents() {
    return file().kind() == TextKind.FILES;
  }
}
