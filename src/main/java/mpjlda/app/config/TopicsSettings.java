package mpjlda.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mpjlda.data.corpus.CorpusSource;

/**
 * A list of topics as typed.
 *
 * @param words of each topic
 * @param similar whether the most similar other topic is shown
 * @param documents number of top documents of each topic
 * @param corpus of these documents
 * @param against a model whose topics are matched
 */
@SettingsGroup(heading = "Topics")
public record TopicsSettings(
    @Setting(
            names = "--words",
            label = "N",
            defaultValue = "10",
            common = true,
            min = 1,
            help = "Words of each topic.")
        int words,
    @Setting(
            names = "--by",
            label = "RANKING",
            help =
                "Which words: by probability in the topic; by lift, how much more frequent they are"
                    + " in it than in all; or by relevance, between the two. Default: probability.")
        Optional<Ranking> by,
    @Setting(
            names = "--relevance-weight",
            label = "X",
            min = 0,
            max = 1,
            help =
                "For relevance: 1 is probability, 0 is lift (lambda of Sievert and Shirley, 2014)."
                    + " Default: 0.6.")
        Optional<Double> relevanceWeight,
    @Setting(
            names = "--sort",
            label = "ORDER",
            defaultValue = "share",
            help = "Order of the topics: share (largest first) or number.")
        Sorting sort,
    @Setting(
            names = "--similar",
            help =
                "Add each topic's most similar other topic and their Hellinger affinity: 1 for"
                    + " equal topics, 0 for topics without a common word.")
        boolean similar,
    @Setting(
            names = "--documents",
            label = "N",
            min = 1,
            help = "Add the N documents with the largest part of each topic; needs --corpus.")
        Optional<Integer> documents,
    @Setting(
            names = "--corpus",
            label = "PATH",
            help = "Documents for --documents: a file, folder or glob; may be given several times.")
        List<String> corpus,
    @Setting(
            names = "--against",
            label = "MODEL2",
            help =
                "Pair the topics with those of another model so that the sum of their"
                    + " Jensen-Shannon distances (0 to 1) is least.")
        Optional<Path> against,
    @Setting(names = "--json", help = "Print the result as JSON.") boolean json,
    ReadingSettings reading)
    implements CheckedSettings {
  private static final double DEFAULT_WEIGHT = 0.6;

  /** What the words of a topic are ranked by. */
  public enum Ranking {
    PROBABILITY,
    RELEVANCE,
    LIFT
  }

  /** Order of the topics. */
  public enum Sorting {
    SHARE,
    NUMBER
  }

  @Override
  public void check(OptionProblems problems) {
    reading.refuseText(problems);
    problems.require(
        relevanceWeight.isEmpty() || by.orElse(Ranking.RELEVANCE) == Ranking.RELEVANCE,
        "--relevance-weight is for --by relevance");
    problems.require(
        documents.isPresent() == !corpus.isEmpty(),
        documents.isEmpty()
            ? "--corpus is for --documents N, which is missing"
            : "--documents needs --corpus PATH, the documents to choose from");
    problems.require(
        against.isEmpty() || (!similar && documents.isEmpty()),
        "--against goes without --similar and --documents");
  }

  /** Weight of probability in the ranking: 1 ranks by probability, 0 by lift. */
  public double weight() {
    if (relevanceWeight.isPresent()) {
      return relevanceWeight.get();
    }
    return switch (by.orElse(Ranking.PROBABILITY)) {
      case PROBABILITY -> 1;
      case RELEVANCE -> DEFAULT_WEIGHT;
      case LIFT -> 0;
    };
  }

  /** The documents, if there are any. */
  public Optional<CorpusSource> source() {
    return corpus.isEmpty() ? Optional.empty() : Optional.of(reading.source(corpus));
  }
}
