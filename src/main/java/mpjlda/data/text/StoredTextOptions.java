package mpjlda.data.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.core.errors.LdaException;

/** Reads back the options that a store made of text keeps, for more text of the kind. */
final class StoredTextOptions {
  private final Map<String, String> options;

  StoredTextOptions(Map<String, String> options) {
    this.options = options;
  }

  /**
   * How text was read.
   *
   * @param paths of the new text
   * @param kind of the new text
   * @throws LdaException (65) if an option is missing or makes no sense, as of all methods
   */
  TextSource source(List<String> paths, TextKind kind) {
    return new TextSource(
        paths,
        kind,
        new TextSource.Fields(
            list("text_field"),
            Optional.of(text("name_field")).filter(name -> !name.isEmpty()),
            truth("header"),
            truth("quotes"),
            Optional.ofNullable(options.get("delimiter"))
                .filter(typed -> typed.length() == 1)
                .map(typed -> typed.charAt(0))),
        truth("html"),
        charset());
  }

  private Optional<Charset> charset() {
    try {
      return Optional.of(Charset.forName(text("encoding")));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw wrong("encoding", "an encoding that this Java knows");
    }
  }

  /** The options by which tokens became words. */
  WordOptions words() {
    return new WordOptions(
        // Only of such text.
        options.containsKey("tokenised") && truth("tokenised"),
        text("language"),
        truth("stem"),
        list("stop_words"),
        truth("keep_case"),
        truth("keep_numbers"),
        Math.max(1, (int) number("min_length")));
  }

  /** Which pairs became one word. */
  PhraseOptions phrases() {
    return truth("phrases")
        ? new PhraseOptions(true, number("phrase_threshold"), (int) number("phrase_min_count"))
        : PhraseOptions.NONE;
  }

  private String text(String name) {
    String value = options.get(name);
    if (value == null) {
      throw wrong(name, "a value");
    }
    return value;
  }

  private List<String> list(String name) {
    String value = text(name);
    return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
  }

  private boolean truth(String name) {
    return switch (text(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "true or false");
    };
  }

  private double number(String name) {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      throw wrong(name, "a number");
    }
  }

  private LdaException wrong(String name, String expected) {
    return LdaException.badInput(
        "the store of the model's text: option "
            + name
            + ": found "
            + options.getOrDefault(name, "none")
            + ", expected "
            + expected
            + ". Import the new text by itself, with mpj-lda import --text --vocab"
            + " MODEL/vocab.txt.");
  }
}
