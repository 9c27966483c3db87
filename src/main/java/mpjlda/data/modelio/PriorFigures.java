package mpjlda.data.modelio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import mpjlda.data.io.JsonFields;

/**
 * Learned priors after an iteration, as a line of {@code metrics.jsonl} keeps them.
 *
 * @param alphaSum Σ alpha
 * @param withheld log-likelihood of a withheld token, in nats, before the iteration; empty where
 *     none is withheld
 */
public record PriorFigures(double alphaSum, double eta, OptionalDouble withheld) {
  private static final String ALPHA_SUM = "alpha_sum";
  private static final String ETA = "eta";
  private static final String WITHHELD = "withheld_log_likelihood_per_token";

  /** Members of a JSON object; none if there are no figures. */
  static Map<String, Object> members(Optional<PriorFigures> figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    figures.ifPresent(
        f -> {
          map.put(ALPHA_SUM, f.alphaSum());
          map.put(ETA, f.eta());
          f.withheld().ifPresent(value -> map.put(WITHHELD, value));
        });
    return map;
  }

  static Optional<PriorFigures> from(JsonFields fields) {
    return fields.has(ALPHA_SUM) && fields.has(ETA)
        ? Optional.of(
            new PriorFigures(
                fields.number(ALPHA_SUM),
                fields.number(ETA),
                fields.has(WITHHELD)
                    ? OptionalDouble.of(fields.number(WITHHELD))
                    : OptionalDouble.empty()))
        : Optional.empty();
  }
}
