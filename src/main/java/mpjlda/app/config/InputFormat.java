package mpjlda.app.config;

import java.util.Optional;
import mpjlda.data.corpus.CorpusFormat;
import mpjlda.data.text.TextKind;

/** Formats that {@code --format} names: those of corpora, and text. */
public enum InputFormat {
  AUTO,
  MXM,
  UCI,
  LDAC,
  SVMLIGHT,
  MTX,
  STORE,
  TEXT,
  MALLET;

  /** Kind of the text; empty for a corpus. */
  public Optional<TextKind> text() {
    return switch (this) {
      case TEXT -> Optional.of(TextKind.AUTO);
      case MALLET -> Optional.of(TextKind.MALLET);
      default -> Optional.empty();
    };
  }

  /** Format of a corpus; must not be used for text. */
  CorpusFormat corpusFormat() {
    return text().isPresent() ? CorpusFormat.AUTO : CorpusFormat.parse(name());
  }
}
