package mpjlda.data.corpus;

import java.io.IOException;

/** Reads the documents that start in a part of a file, and with them the last one to its end. */
interface DocumentParser {
  /**
   * Passes on documents in order until the part ends or {@code out} needs no more.
   *
   * @param problems receives what is wrong, line by line; reading continues at the next line
   * @throws IOException if the file cannot be read any further
   */
  void parse(FilePart part, DocumentCollector out, CorpusProblems problems) throws IOException;
}
