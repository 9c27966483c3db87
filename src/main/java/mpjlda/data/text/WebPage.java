package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import mpjlda.core.errors.LdaException;
import mpjlda.data.io.ForeignContent;

/** Recognises a web page by what it begins with. */
final class WebPage {
  private static final int BEGINNING = 1 << 12;

  /** Marks, blanks, comments and declarations, then the page's first tag. */
  private static final Pattern PAGE =
      Pattern.compile(
          "(?is)[^\\x21-\\x7e]*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*(<!doctype\\s+html|<html[\\s>]).*");

  private WebPage() {}

  /**
   * Whether a file is one.
   *
   * @throws LdaException (65) if it cannot be read
   */
  static boolean is(Path file) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = ForeignContent.open(raw, BEGINNING)) {
      return is(in);
    } catch (IOException e) {
      throw TextBytes.failure(file, e);
    }
  }

  /** Whether a stream, which stays where it is, begins with a page. It must know marks. */
  static boolean is(InputStream in) throws IOException {
    in.mark(BEGINNING);
    byte[] first = in.readNBytes(BEGINNING);
    in.reset();
    // Of UTF-16, every other byte is no character.
    String text = new String(first, StandardCharsets.ISO_8859_1).replace("\0", "");
    int tags = text.toLowerCase(Locale.ROOT).split("<html[\\s>]", -1).length - 1;
    // Several of them are pages on a line each.
    return tags <= 1 && PAGE.matcher(text).matches();
  }
}
