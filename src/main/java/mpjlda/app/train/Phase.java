package mpjlda.app.train;

/** What a rank spends its time on, in the order of the closing table. */
enum Phase {
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

  String label() {
    return label;
  }
}
