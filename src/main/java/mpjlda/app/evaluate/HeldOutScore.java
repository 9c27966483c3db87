package mpjlda.app.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The likelihood of held-out tokens.
 *
 * @param documents of the corpus, those without held-out tokens included
 * @param tokens held out
 * @param logLikelihood Σ log Σ_k theta_dk phi_kw over the held-out tokens, in nats
 */
public record HeldOutScore(long documents, long tokens, double logLikelihood) {
  /** Log-likelihood per token, in nats. */
  public double perToken() {
    return logLikelihood / tokens;
  }

  public double perplexity() {
    return perplexity(perToken());
  }

  /** exp(−log-likelihood per token). */
  public static double perplexity(double logLikelihoodPerToken) {
    return StrictMath.exp(-logLikelihoodPerToken);
  }

  /** The figures in the order of printing. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("documents", documents);
    map.put("tokens", tokens);
    map.put("log_likelihood_per_token", perToken());
    map.put("perplexity", perplexity());
    return map;
  }
}
