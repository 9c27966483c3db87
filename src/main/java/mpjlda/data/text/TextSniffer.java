package mpjlda.data.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mpjlda.core.errors.LdaException;

/**
 * Recognises text that cannot be anything else: all files have the endings of text, none is a
 * corpus, and what they begin with is prose. Where it is doubtful the answer is no.
 */
public final class TextSniffer {
  private static final Set<String> ENDINGS =
      Set.of("txt", "text", "csv", "tsv", "jsonl", "ndjson", "mallet");
  private static final Set<String> OF_PAGES = Set.of("html", "htm", "xhtml");

  /** Files of a folder that are looked at. */
  private static final int MOST_FILES = 50;

  private static final int BEGINNING = 1 << 14;

  private TextSniffer() {}

  /**
   * Whether all of it is text.
   *
   * @param paths files and folders as the user typed them
   * @param encoding that it is in
   * @param isCorpus whether a file is a corpus of words that are counted already
   */
  public static boolean isText(List<String> paths, Charset encoding, Predicate<Path> isCorpus) {
    try {
      return !paths.isEmpty()
          && paths.stream().map(Path::of).allMatch(path -> isText(path, encoding, isCorpus));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * The first file that is not UTF-8, of text that is in another encoding; empty if it is UTF-8, or
   * no text.
   *
   * @param paths files and folders as the user typed them
   * @param isCorpus whether a file is a corpus of words that are counted already
   */
  public static Optional<Path> otherEncoding(List<String> paths, Predicate<Path> isCorpus) {
    boolean text =
        Stream.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)
            .anyMatch(encoding -> isText(paths, encoding, isCorpus));
    return text
        ? paths.stream()
            .flatMap(path -> TextPaths.resolve(List.of(path), TextKind.AUTO).stream())
            .map(TextFile::path)
            .filter(file -> !isUtf8(file))
            .findFirst()
        : Optional.empty();
  }

  private static boolean isUtf8(Path file) {
    try (InputStream in = TextBytes.open(file, StandardCharsets.UTF_8)) {
      return beginning(in, StandardCharsets.UTF_8).isPresent();
    } catch (MalformedTextException e) {
      return false;
    } catch (IOException e) {
      // It is told by its reader.
      return true;
    }
  }

  private static boolean isText(Path path, Charset encoding, Predicate<Path> isCorpus) {
    List<TextFile> files;
    try {
      files = TextPaths.resolve(List.of(path.toString()), TextKind.AUTO);
    } catch (LdaException e) {
      return false;
    }
    boolean folder = Files.isDirectory(path);
    return files.stream().allMatch(file -> hasEnding(file.name(), folder))
        && files.stream()
            .limit(MOST_FILES)
            .map(TextFile::path)
            .allMatch(file -> !isCorpus.test(file) && isProse(file, encoding));
  }

  private static boolean hasEnding(String name, boolean inFolder) {
    String lower = name.toLowerCase(Locale.ROOT);
    String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    String ending = plain.substring(plain.lastIndexOf('.') + 1);
    // Collections of articles in folders often have none, such as the 20 Newsgroups.
    boolean withoutEnding = plain.indexOf('.', plain.lastIndexOf('/') + 1) < 0;
    if (ending.equals("json")) {
      // In a folder it may describe what is next to it.
      return !inFolder;
    }
    return withoutEnding ? inFolder : ENDINGS.contains(ending) || OF_PAGES.contains(ending);
  }

  private static boolean isProse(Path file, Charset encoding) {
    try (InputStream in = TextBytes.open(file, encoding)) {
      if (WebPage.is(in)) {
        return true;
      }
      return beginning(in, encoding)
          .filter(text -> isJson(file, text) || isProse(text))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** The first characters; empty if some bytes are none. */
  private static Optional<CharBuffer> beginning(InputStream in, Charset encoding)
      throws IOException {
    byte[] bytes = in.readNBytes(BEGINNING);
    CharsetDecoder decoder = encoding.newDecoder();
    CharBuffer chars = CharBuffer.allocate(BEGINNING);
    // A character may be cut at the end of what was read.
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, bytes.length < BEGINNING);
    return result.isError() ? Optional.empty() : Optional.of(chars.flip());
  }

  private static boolean isJson(Path file, CharSequence text) {
    String begins = text.toString().stripLeading();
    return TextKind.ofName(String.valueOf(file.getFileName())) == TextKind.JSONL
        && (begins.startsWith("{") || begins.startsWith("["));
  }

  /** Most characters are letters, and some lines have several words. */
  private static boolean isProse(CharSequence text) {
    int letters = 0;
    int others = 0;
    int gaps = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c) || Character.isSurrogate(c)) {
        boolean follows =
            i > 1 && text.charAt(i - 1) == ' ' && Character.isLetter(text.charAt(i - 2));
        gaps += follows ? 1 : 0;
        letters++;
      } else if (!Character.isWhitespace(c)) {
        others++;
        // Others are in text that Windows programs wrote.
        if (c < ' ' || c == 0x7f) {
          return false;
        }
      }
    }
    return gaps > 0 && letters > others;
  }
}
