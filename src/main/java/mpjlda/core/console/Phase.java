package mpjlda.core.console;

/** A rank's activities, in the order of the closing table. */
public enum Phase {
  LOAD("loading"),
  INITIALISE("initialisation"),
  E_STEP("E-step"),
  WAIT("allreduce wait"),
  TRANSFER("allreduce transfer"),
  M_STEP("M-step"),
  CHECKPOINT("checkpoint wait"),
  HELD_OUT("held-out score"),
  WRITE("model writing");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** The name in tables and reports. */
  public String label() {
    return label;
  }
}
