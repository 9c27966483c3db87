package mpjlda.data.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mpjlda.core.parallel.Communicator;
import mpjlda.data.io.Sha256;
import mpjlda.data.store.CorpusHash;
import mpjlda.data.store.Store;

/**
 * Format, files and vocabulary of a corpus before its documents are read.
 *
 * @param format never {@link CorpusFormat#AUTO}
 * @param files of text; empty if there are stores
 * @param stores empty unless the format is {@link CorpusFormat#STORE}
 * @param vocabulary before it is cut; empty if the corpus has none
 * @param maxVocabulary words with ids from this on are dropped
 * @param documentNames file of the documents' names, one a line; empty: the format has none there
 */
record CorpusPlan(
    CorpusFormat format,
    List<CorpusFile> files,
    List<Store> stores,
    Optional<Vocabulary> vocabulary,
    int maxVocabulary,
    Optional<Path> documentNames) {
  CorpusPlan {
    files = List.copyOf(files);
    stores = List.copyOf(stores);
  }

  /** Word ids that the files may hold, if they start from {@code first}. */
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
      case UCI, MTX -> new UciParser(ids, List.of());
      case STORE -> throw new IllegalStateException("a store is not parsed");
      case AUTO -> throw new IllegalStateException("the format is not decided");
    };
  }

  /** A new parser that gives documents their names, too, if a file has them. */
  DocumentParser namingParser(WordIds ids) {
    return documentNames.isPresent()
        ? new UciParser(ids, MatrixNames.documents(documentNames.get()))
        : parser(ids);
  }

  /** What further files need that are to fit the stores. */
  CorpusOrigin origin() {
    return CorpusOrigin.common(
        stores.stream().map(store -> CorpusOrigin.of(store.manifest().source())).toList());
  }

  /** Whether the lines of all matrices may be sorted by document. */
  boolean sorted() {
    return files.stream().allMatch(file -> file.header().entries().sorted());
  }

  List<String> names() {
    return Stream.concat(
            files.stream().map(CorpusFile::name),
            stores.stream().map(store -> store.folder().toString()))
        .toList();
  }

  /**
   * Sums up the figures of all ranks' parts; called by all ranks.
   *
   * @param origin what further files need
   */
  CorpusSummary summary(
      Vocabulary words, Documents documents, CorpusOrigin origin, Communicator comm) {
    long[] hash = documents.hash();
    long[] sums = {
      documents.count(), documents.tokens(), documents.nonZeros(), hash[0], hash[1],
    };
    comm.allreduceSum(sums, 0, sums.length);
    long[] maxima = {documents.longest(), documents.largestCount()};
    comm.allreduceMax(maxima);
    return new CorpusSummary(
        sums[0],
        words.size(),
        sums[1],
        sums[2],
        (int) maxima[0],
        maxima[1],
        CorpusHash.toHex(sums[3], sums[4]),
        words.hash(),
        format,
        names(),
        origin);
  }

  /** A digest of all that ranks on several hosts may see differently: files, sizes, vocabulary. */
  String digest() {
    StringBuilder seen = new StringBuilder(format.optionName());
    for (CorpusFile file : files) {
      String size;
      try {
        size = Files.size(file.bytes().path()) + " bytes";
      } catch (IOException e) {
        size = IoFaults.explain(e);
      }
      seen.append('\n').append(file.name()).append(' ').append(size);
    }
    for (Store store : stores) {
      seen.append('\n').append(store.folder()).append(' ').append(store.manifest().toText());
    }
    seen.append('\n').append(vocabulary.map(Vocabulary::hash).orElse(""));
    MessageDigest digest = Sha256.start();
    digest.update(seen.toString().getBytes(StandardCharsets.UTF_8));
    return Sha256.hex(digest);
  }

  /**
   * Compares the lines of UCI files with the numbers that their headers announce.
   *
   * @param entries (files) lines found
   * @return a sentence for each file that has another number
   */
  List<String> entryFaults(long[] entries) {
    List<String> faults = new ArrayList<>();
    for (int f = 0; f < entries.length; f++) {
      CorpusFile file = files.get(f);
      if (entries[f] != file.header().nonZeros()) {
        faults.add(
            file.name()
                + (format == CorpusFormat.UCI ? ":3: found " : ": found ")
                + entries[f]
                + (format == CorpusFormat.UCI
                    ? " lines of document, word and count, expected NNZ = "
                    : " entries, expected as many as the size line says, ")
                + file.header().nonZeros()
                + "; is the file cut short?");
      }
    }
    return faults;
  }

  /** Whether documents may have names. */
  boolean named() {
    return format == CorpusFormat.MXM
        || documentNames.isPresent()
        || stores.stream().anyMatch(s -> s.manifest().names());
  }
}
