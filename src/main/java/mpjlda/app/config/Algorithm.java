package mpjlda.app.config;

import java.util.Locale;

/** The algorithms of training. */
public enum Algorithm {
  /** Batch variational Bayes. */
  BATCH,
  /** Online variational Bayes. */
  ONLINE,
  /** Zero-order collapsed variational Bayes. */
  CVB0;

  /** Name as typed. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
