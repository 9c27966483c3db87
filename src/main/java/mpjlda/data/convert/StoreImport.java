package mpjlda.data.convert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;
import mpjlda.core.parallel.Communicator;
import mpjlda.data.corpus.CorpusOrigin;
import mpjlda.data.corpus.CorpusReader;
import mpjlda.data.corpus.CorpusSource;
import mpjlda.data.corpus.CorpusStream;
import mpjlda.data.corpus.Vocabulary;
import mpjlda.data.corpus.WordIdBase;
import mpjlda.data.store.StoreSource;
import mpjlda.data.store.StoreSummary;
import mpjlda.data.store.StoreWriter;

/**
 * Writes one or two stores from corpora in any form; goes through them document by document, so
 * that they may be larger than memory.
 */
public final class StoreImport {
  private final ImportRequest request;
  private final List<CorpusStream> corpora;
  private final WordMap words;
  private final MappedDocument document = new MappedDocument();

  private StoreImport(ImportRequest request, Communicator comm) {
    this.request = request;
    this.corpora = streams(request.corpora(), comm);
    this.words = wordMap();
  }

  /**
   * A store that was written.
   *
   * @param droppedTokens of all documents read, for words that were left out
   */
  public record Written(Path folder, StoreSummary summary, long droppedTokens) {}

  /**
   * Writes the stores.
   *
   * @param comm of a single rank, which reads the corpora
   * @throws LdaException (65) if a corpus is not sound or has no word in common with the given
   *     vocabulary, (2) if an output is already there, (70) if it cannot be written
   */
  public static List<Written> run(ImportRequest request, Communicator comm) {
    return new StoreImport(request, comm).write();
  }

  /** Opens the corpora. Those whose ids would be guessed have them as the others do. */
  private static List<CorpusStream> streams(List<CorpusSource> sources, Communicator comm) {
    List<CorpusStream> opened =
        sources.stream().map(source -> CorpusReader.stream(source, comm)).toList();
    List<Integer> known =
        opened.stream()
            .map(CorpusStream::origin)
            .filter(origin -> !origin.guessed() && origin.idsFrom().isPresent())
            .map(origin -> origin.idsFrom().getAsInt())
            .distinct()
            .toList();
    List<CorpusStream> streams = new ArrayList<>();
    for (int c = 0; c < opened.size(); c++) {
      boolean guessed = opened.get(c).origin().guessed() && known.size() == 1;
      streams.add(
          guessed
              ? CorpusReader.stream(sources.get(c).withIds(WordIdBase.of(known.get(0))), comm)
              : opened.get(c));
    }
    return streams;
  }

  private WordMap wordMap() {
    List<Vocabulary> vocabularies = corpora.stream().map(CorpusStream::vocabulary).toList();
    if (request.vocabularyMap().isEmpty()) {
      return WordMap.union(vocabularies, request.maxVocabulary());
    }
    Path file = request.vocabularyMap().get();
    Vocabulary target = Vocabulary.read(file).firstWords(request.maxVocabulary());
    WordMap onto = WordMap.onto(target, vocabularies);
    for (int c = 0; c < corpora.size(); c++) {
      int[] map = onto.of(c);
      int known = 0;
      for (int word : map) {
        known += word >= 0 ? 1 : 0;
      }
      if (known == 0 && map.length > 0) {
        throw LdaException.badInput(
            corpora.get(c).name()
                + ": found none of its "
                + map.length
                + " words, such as '"
                + vocabularies.get(c).word(0)
                + "', in "
                + file
                + ", expected a vocabulary that shares words with the corpus");
      }
    }
    return onto;
  }

  private List<Written> write() {
    List<StoreWriter> stores = new ArrayList<>();
    try {
      List<Path> outputs = request.selection().outputs(request.output());
      for (Path output : outputs) {
        stores.add(
            request.replace()
                ? StoreWriter.replace(output, provenance())
                : StoreWriter.create(output, provenance()));
      }
      long documents = 0;
      for (int c = 0; c < corpora.size(); c++) {
        add(c, documents, stores);
        documents += corpora.get(c).documents();
      }
      List<Written> written = new ArrayList<>();
      for (int o = 0; o < outputs.size(); o++) {
        StoreSummary summary = stores.get(o).finish(words.words());
        written.add(new Written(outputs.get(o), summary, document.droppedTokens()));
      }
      return written;
    } finally {
      stores.forEach(StoreWriter::close);
    }
  }

  /**
   * Adds a corpus.
   *
   * @param before documents of the corpora before it
   */
  private void add(int corpus, long before, List<StoreWriter> stores) {
    int[] map = words.of(corpus);
    long[] number = {before};
    corpora
        .get(corpus)
        .forEachDocument(
            (name, ids, counts, size) -> {
              int output = request.selection().outputOf(number[0]++);
              if (output >= 0) {
                document.set(ids, counts, size, map);
                stores.get(output).add(name, document.ids(), document.counts(), document.size());
              }
            });
  }

  private StoreSource provenance() {
    Map<String, String> options = new LinkedHashMap<>();
    for (CorpusSource source : request.corpora()) {
      if (source.vocabulary() != null) {
        options.put("vocab", source.vocabulary().toString());
      }
    }
    request.vocabularyMap().ifPresent(file -> options.put("vocab-map", file.toString()));
    if (request.maxVocabulary() < Integer.MAX_VALUE) {
      options.put("max-vocabulary", String.valueOf(request.maxVocabulary()));
    }
    options.putAll(request.selection().options());
    CorpusOrigin origin = CorpusOrigin.common(corpora.stream().map(CorpusStream::origin).toList());
    options.putAll(origin.options());
    List<String> files = request.corpora().stream().flatMap(s -> s.paths().stream()).toList();
    return new StoreSource(files, formats(), options, request.program(), origin.words());
  }

  /** The formats of the corpora, each once. */
  private String formats() {
    return String.join(
        ",", corpora.stream().map(c -> c.format().optionName()).distinct().sorted().toList());
  }
}
