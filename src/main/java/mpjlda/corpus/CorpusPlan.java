package mpjlda.corpus;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a corpus before its documents are read.
 *
 * @param format never {@link CorpusFormat#AUTO}
 * @param vocabulary before it is cut; empty if the corpus has none
 * @param maxVocabulary words with ids from this on are dropped
 */
record CorpusPlan(
    CorpusFormat format,
    List<CorpusFile> files,
    Optional<Vocabulary> vocabulary,
    int maxVocabulary) {
  CorpusPlan {
    files = List.copyOf(files);
  }

  /** The ids that the files may hold, if theirs start from {@code first}. */
  WordIds wordIds(int first) {
    return vocabulary
        .map(words -> WordIds.from(first, words.size()))
        .orElseGet(() -> WordIds.unknown(first));
  }

  /** A new parser of the format. */
  DocumentParser parser(WordIds ids) {
    return switch (format) {
      case MXM -> new LineDocumentParser(new MxmLines(ids), ids);
      case LDAC -> new LineDocumentParser(new LdacLines(ids), ids);
      case SVMLIGHT -> new LineDocumentParser(new SvmlightLines(ids), ids);
      case UCI -> new UciParser(ids);
      case AUTO -> throw new IllegalStateException("the format is not decided");
    };
  }

  List<String> names() {
    return files.stream().map(CorpusFile::name).toList();
  }
}
