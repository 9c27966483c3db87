package mpjlda.data.modelio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import mpjlda.data.io.JsonFields;

/** The two members of a JSON object for a held-out score, if there is one. */
final class HeldOutMembers {
  private static final String LOG_LIKELIHOOD = "held_out_log_likelihood_per_token";
  private static final String PERPLEXITY = "held_out_perplexity";

  private HeldOutMembers() {}

  /**
   * @param perToken log-likelihood per held-out token, in nats
   */
  static Map<String, Object> of(OptionalDouble perToken) {
    Map<String, Object> map = new LinkedHashMap<>();
    perToken.ifPresent(
        value -> {
          map.put(PERPLEXITY, StrictMath.exp(-value));
          map.put(LOG_LIKELIHOOD, value);
        });
    return map;
  }

  static OptionalDouble from(JsonFields fields) {
    return fields.has(LOG_LIKELIHOOD)
        ? OptionalDouble.of(fields.number(LOG_LIKELIHOOD))
        : OptionalDouble.empty();
  }
}
