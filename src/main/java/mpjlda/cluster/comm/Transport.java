package mpjlda.cluster.comm;

/**
 * A transport between any two ranks, whose messages can be waited for later, and which also takes
 * notes of a few words, by which ranks agree on shared memory. As with {@link PointToPoint} there
 * is at most one message under way in each direction of a pair.
 */
interface Transport {
  /** The content of a note. */
  enum Note {
    /** The handle of memory for messages. */
    HANDLE,
    /** Whether the memory was opened. */
    ANSWER
  }

  /** A message under way. */
  interface Pending {
    /** No message. */
    Pending NONE = () -> {};

    /** Returns when a sent array may be changed, a received one is complete. */
    void await();
  }

  int rank();

  int size();

  /** Begins to send a part of length ≥ 1. */
  Pending startSend(int peer, ArraySlice out);

  /** Begins to receive a part of length ≥ 1. */
  Pending startReceive(int peer, ArraySlice in);

  /** Sends a note without waiting. */
  void tell(int peer, Note note, long[] words);

  /**
   * Looks for a note.
   *
   * @param words as many as were sent; untouched if there is none
   * @return whether there was one
   */
  boolean hear(int peer, Note note, long[] words);
}
