package mpjlda.data.modelio;

import java.util.List;
import java.util.Locale;
import mpjlda.core.topics.TopicSummary;
import mpjlda.core.topics.TopicWord;

/** The text of {@code topics.tsv}: a line for each topic's most probable words. */
final class TopicTable {
  static final int WORDS = 20;

  private TopicTable() {}

  /** Columns: topic (from 0), share, rank (from 1), word, probability. */
  static String text(List<TopicSummary> topics, List<String> vocabulary) {
    StringBuilder text = new StringBuilder("topic\tshare\trank\tword\tprobability\n");
    for (TopicSummary topic : topics) {
      int rank = 0;
      for (TopicWord word : topic.words()) {
        rank++;
        text.append(
            String.format(
                Locale.ROOT,
                "%d\t%.6g\t%d\t%s\t%.6g\n",
                topic.topic(),
                topic.share(),
                rank,
                vocabulary.get(word.word()).replace("\t", "\\t"),
                word.probability()));
      }
    }
    return text.toString();
  }
}
