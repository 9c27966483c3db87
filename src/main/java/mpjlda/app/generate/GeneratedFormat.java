package mpjlda.app.generate;

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

  /** The corpus file's name. */
  public String corpusName() {
    return corpusName;
  }

  /** The vocabulary file's name. */
  public String vocabularyName() {
    return vocabularyName;
  }
}
