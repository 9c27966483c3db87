package mpjlda.app.jobscript;

import java.util.List;

/**
 * One job for each value of an option.
 *
 * @param option its long name without hyphens, such as {@code topics}
 * @param values at least one; letters, digits and {@code . _ + -} only, as folders are named by
 *     them
 */
public record Sweep(String option, List<String> values) {
  public Sweep {
    values = List.copyOf(values);
  }
}
