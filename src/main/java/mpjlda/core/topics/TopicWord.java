package mpjlda.core.topics;

/**
 * A word of a topic.
 *
 * @param word its id, from 0
 * @param probability its posterior mean under the topic, lambda_kw / Σ_w lambda_kw
 */
public record TopicWord(int word, double probability) {}
