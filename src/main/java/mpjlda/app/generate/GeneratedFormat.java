package mpjlda.app.generate;

import java.util.Arrays;
import java.util.Optional;

/** The forms that a corpus can be generated in, and the names of its files. */
public enum GeneratedFormat {
  /** musiXmatch: the vocabulary is part of the file. */
  MXM("corpus.txt", "vocab.txt"),
  /** UCI's docword. */
  UCI("docword.corpus.txt", "vocab.corpus.txt"),
  /** lda-c's. */
  LDAC("corpus.ldac", "vocab.txt"),
  /** SVMlight's, with ids from 1 and the label 0. */
  SVMLIGHT("corpus.svmlight", "vocab.txt"),
  /** The program's own corpus store, a folder. */
  STORE("corpus.store", "vocab.txt");

  private final String corpusName;
  private final String vocabularyName;

  GeneratedFormat(String corpusName, String vocabularyName) {
    this.corpusName = corpusName;
    this.vocabularyName = vocabularyName;
  }

  /** The form of that name, in any case. */
  public static Optional<GeneratedFormat> named(String name) {
    return Arrays.stream(values()).filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The corpus file's name. */
  public String corpusName(boolean gzip) {
    return gzip ? corpusName + ".gz" : corpusName;
  }

  /** The vocabulary file's name. */
  public String vocabularyName() {
    return vocabularyName;
  }
}
