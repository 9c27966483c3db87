package mpjlda.cluster.comm;

/** A message on its way in one direction of a pair of ranks, as one of the two sees it. */
interface PendingMessage {
  /** No message. */
  PendingMessage IDLE =
      new PendingMessage() {
        @Override
        public boolean needsCaller() {
          return false;
        }

        @Override
        public boolean advance() {
          return false;
        }

        @Override
        public void finish() {}
      };

  /** Whether the message gets on by {@link #advance} alone. */
  boolean needsCaller();

  /**
   * Does what can be done without waiting.
   *
   * @return whether that was anything
   */
  boolean advance();

  /** Waits until the message is through; to be called once it does not need its caller. */
  void finish();
}
