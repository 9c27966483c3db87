package mpjlda.cluster.runfolder;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import mpjlda.data.io.Sha256;

/**
 * Identity of the run that a checkpoint belongs to: the corpus' and the vocabulary's hash and every
 * option that decides the bytes of the model. Compared value by value, so that differences can be
 * listed; the order does not matter.
 *
 * @param values name → value, in display order
 */
public record Fingerprint(Map<String, String> values) {
  private static final int SHOWN = 60;

  public Fingerprint {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Lists the differences, such as {@code eta: 0.01 there, 0.02 asked for}; empty if there is none.
   *
   * @param there the checkpoint's; this one is the one asked for
   */
  public List<String> differencesFrom(Fingerprint there) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> onlyThere = new TreeSet<>(there.values.keySet());
    values.forEach(
        (name, asked) -> {
          onlyThere.remove(name);
          String found = there.values.get(name);
          if (found == null) {
            differences.add(name + ": nothing there, " + shorten(asked, 0) + " asked for");
          } else if (!found.equals(asked)) {
            int from = firstDifference(found, asked);
            differences.add(
                name
                    + ": "
                    + shorten(found, from)
                    + " there, "
                    + shorten(asked, from)
                    + " asked for");
          }
        });
    for (String name : onlyThere) {
      String found = there.values.getOrDefault(name, "");
      differences.add(name + ": " + shorten(found, 0) + " there, nothing asked for");
    }
    return differences;
  }

  /** A hash: equal for equal fingerprints, and for others by a chance of 2^-64. */
  public long id() {
    MessageDigest digest = Sha256.start();
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              update(digest, name);
              update(digest, value);
            });
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // With its length, or ("ab", "c") would be ("a", "bc").
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static int firstDifference(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  /** Long values, such as a vector alpha, are shown from shortly before where they differ. */
  private static String shorten(String text, int difference) {
    if (text.length() <= SHOWN) {
      return text.isEmpty() ? "nothing" : text;
    }
    int start = Math.max(0, Math.min(difference - SHOWN / 3, text.length() - SHOWN));
    int end = Math.min(text.length(), start + SHOWN);
    return (start > 0 ? "..." : "")
        + text.substring(start, end)
        + (end < text.length() ? "..." : "");
  }
}
