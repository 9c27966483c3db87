package mpjlda.data.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import mpjlda.core.errors.LdaException;
import mpjlda.data.store.Store;

/** The bag-of-words formats that {@link CorpusReader} reads, text each plain or gzip-compressed. */
public enum CorpusFormat {
  /** Detected from the content. */
  AUTO,

  /** The musiXmatch format: {@code %word,word,…}, then {@code trackid,mxmid,id:count,…}. */
  MXM,

  /** The UCI docword format: D, W and NNZ on three lines, then {@code doc word count}. */
  UCI,

  /** The format of Blei's lda-c: {@code N id:count …}, ids from 0. */
  LDAC,

  /** SVMlight and LIBSVM: {@code label id:count … # comment}, ids from 1 or 0. */
  SVMLIGHT,

  /** Matrix Market's sparse form: a size line, then {@code row column count}, ids from 1. */
  MTX,

  /** The program's own corpus store, a folder: see {@link mpjlda.data.store.Store}. */
  STORE;

  static final String LIST = "mxm, uci, ldac, svmlight, mtx, store";

  /**
   * Finds the format of a name in upper or lower case.
   *
   * @throws LdaException (2) if there is none
   */
  public static CorpusFormat parse(String name) {
    for (CorpusFormat format : values()) {
      if (format.optionName().equals(name.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw LdaException.usage(
        "There is no corpus format '" + name + "'. Give one of: auto, " + LIST + ".");
  }

  /**
   * Whether a file's first lines, or a folder, look like one of these formats; no for a file that
   * cannot be read.
   */
  public static boolean recognises(Path path) {
    try {
      return Store.isStore(path) || FormatDetector.detect(ByteSource.of(path)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** The name as users type it. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
