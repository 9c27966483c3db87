package mpjlda.data.modelio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mpjlda.data.io.JsonFields;

/**
 * Learned priors after an iteration, as a line of {@code metrics.jsonl} keeps them.
 *
 * @param alphaSum Σ alpha
 */
public record PriorFigures(double alphaSum, double eta) {
  private static final String ALPHA_SUM = "alpha_sum";
  private static final String ETA = "eta";

  /** Members of a JSON object; none if there are no figures. */
  static Map<String, Object> members(Optional<PriorFigures> figures) {
    Map<String, Object> map = new LinkedHashMap<>();
    figures.ifPresent(
        f -> {
          map.put(ALPHA_SUM, f.alphaSum());
          map.put(ETA, f.eta());
        });
    return map;
  }

  static Optional<PriorFigures> from(JsonFields fields) {
    return fields.has(ALPHA_SUM) && fields.has(ETA)
        ? Optional.of(new PriorFigures(fields.number(ALPHA_SUM), fields.number(ETA)))
        : Optional.empty();
  }
}
