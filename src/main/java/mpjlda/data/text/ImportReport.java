package mpjlda.data.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What became of the text.
 *
 * @param text what was read
 * @param documents all, empty ones included
 * @param empty documents without a word of the vocabulary
 * @param words of the vocabulary
 * @param phrases of them that are joined pairs, before pruning; empty if none were asked for
 * @param tokens kept
 * @param dropped why → tokens and words
 */
public record ImportReport(
    Text text,
    long documents,
    long empty,
    long words,
    OptionalLong phrases,
    long tokens,
    Map<Dropped, Loss> dropped) {
  /**
   * What was read.
   *
   * @param bytes decompressed
   * @param blanks lines that are no documents
   * @param tokens of all kinds
   * @param notices what was decided about the text that may not be as the user thinks
   */
  public record Text(int files, long bytes, long blanks, long tokens, List<String> notices) {
    public Text {
      notices = List.copyOf(notices);
    }
  }

  /**
   * What was dropped for one reason.
   *
   * @param tokens number of tokens
   * @param words number of distinct words; empty where they are not counted
   * @param examples some of the words
   */
  public record Loss(long tokens, OptionalLong words, List<String> examples) {}

  public ImportReport {
    dropped = new EnumMap<>(dropped);
  }

  /** Name → value, for {@code --json}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("files", text.files());
    map.put("bytes", text.bytes());
    map.put("blank_lines", text.blanks());
    if (!text.notices().isEmpty()) {
      map.put("notices", text.notices());
    }
    map.put("documents", documents);
    map.put("empty_documents", empty);
    map.put("tokens_read", text.tokens());
    map.put("tokens", tokens);
    map.put("words", words);
    phrases.ifPresent(number -> map.put("phrases", number));
    Map<String, Object> reasons = new LinkedHashMap<>();
    dropped.forEach(
        (why, loss) -> {
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("tokens", loss.tokens());
          loss.words().ifPresent(number -> entry.put("words", number));
          if (!loss.examples().isEmpty()) {
            entry.put("examples", loss.examples());
          }
          reasons.put(why.name().toLowerCase(Locale.ROOT), entry);
        });
    map.put("dropped", reasons);
    return map;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    text.notices().forEach(notice -> lines.add("notice   " + notice));
    lines.add(
        String.format(
            "text     %,d bytes in %,d %s: %,d documents, %,d tokens%s",
            text.bytes(),
            text.files(),
            text.files() == 1 ? "file" : "files",
            documents,
            text.tokens(),
            text.blanks() == 0
                ? ""
                : String.format("; %,d blank lines are no documents", text.blanks())));
    dropped.forEach((why, loss) -> lines.add(line(why, loss)));
    lines.add(
        String.format(
            "kept     %,d tokens of %,d words%s; %,d documents are empty",
            tokens,
            words,
            phrases.isPresent() ? String.format(" (%,d phrases found)", phrases.getAsLong()) : "",
            empty));
    return lines;
  }

  private static String line(Dropped why, Loss loss) {
    String words =
        loss.words().isPresent() ? String.format(" of %,d words", loss.words().getAsLong()) : "";
    String examples = loss.examples().isEmpty() ? "" : ": " + String.join(" ", loss.examples());
    return String.format("dropped  %,d tokens%s, %s%s", loss.tokens(), words, why.text(), examples);
  }
}
