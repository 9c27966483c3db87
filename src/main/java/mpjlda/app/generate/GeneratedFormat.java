package mpjlda.app.generate;

import java.util.Arrays;
import java.util.Optional;

/** The formats of generated corpora, and the names of their files. */
public enum GeneratedFormat {
  /** musiXmatch: the vocabulary is part of the file. */
  MXM("corpus.txt", "vocab.txt"),
  /** The UCI docword format. */
  UCI("docword.corpus.txt", "vocab.corpus.txt"),
  /** The format of Blei's lda-c. */
  LDAC("corpus.ldac", "vocab.txt"),
  /** SVMlight, with ids from 1 and the label 0. */
  SVMLIGHT("corpus.svmlight", "vocab.txt"),
  /** The program's own corpus store, a folder. */
  STORE("corpus.store", "vocab.txt");

  private final String corpusName;
  private final String vocabularyName;

  GeneratedFormat(String corpusName, String vocabularyName) {
    this.corpusName = corpusName;
    this.vocabularyName = vocabularyName;
  }

  /** Finds the format of a name in upper or lower case. */
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
