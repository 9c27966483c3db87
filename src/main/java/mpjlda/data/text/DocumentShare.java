package mpjlda.data.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A number of documents, or a share of all documents, exactly as typed: {@code 5}, {@code 0.5},
 * {@code 50%}.
 *
 * @param share whether it is a share, in [0, 1]
 */
public record DocumentShare(BigDecimal value, boolean share) {
  /** The value typed; empty if it is none. */
  public static Optional<DocumentShare> parse(String text) {
    boolean percent = text.endsWith("%");
    String number = percent ? text.substring(0, text.length() - 1) : text;
    if (!number.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(number);
    boolean share = percent || number.contains(".");
    if (percent) {
      value = value.movePointLeft(2);
    }
    return share && value.compareTo(BigDecimal.ONE) > 0
        ? Optional.empty()
        : Optional.of(new DocumentShare(value, share));
  }

  /** The least number of documents that is no smaller. */
  long atLeast(long documents) {
    return round(documents, RoundingMode.CEILING);
  }

  /** The largest number of documents that is no larger. */
  long atMost(long documents) {
    return round(documents, RoundingMode.FLOOR);
  }

  private long round(long documents, RoundingMode mode) {
    BigDecimal number = share ? value.multiply(BigDecimal.valueOf(documents)) : value;
    return number.setScale(0, mode).longValueExact();
  }

  /** As typed. */
  @Override
  public String toString() {
    return share
        ? value.movePointRight(2).stripTrailingZeros().toPlainString() + "%"
        : value.toPlainString();
  }
}
