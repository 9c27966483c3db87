package mpjlda.app.api;

/**
 * A model's score on held-out tokens (document completion).
 *
 * @param documents of the corpus, those without held-out tokens included
 * @param tokens held out
 * @param logLikelihoodPerToken in nats
 * @param perplexity exp(−logLikelihoodPerToken); lower is better
 */
public record Evaluation(
    long documents, long tokens, double logLikelihoodPerToken, double perplexity) {}
