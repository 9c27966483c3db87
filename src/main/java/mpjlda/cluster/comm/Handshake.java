package mpjlda.cluster.comm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The first bytes of a connection between ranks: a mark, the token of the rank that is called, the
 * caller's rank, and what the connection is for. The answer is the caller's token. So each side
 * proves that it has the list of the ranks, which the supervisor sends over its own connections.
 *
 * @param callerReads whether the caller reads the other's messages from it; else it writes to it
 */
record Handshake(int caller, boolean callerReads) {
  private static final byte[] MARK = "mpj-lda1".getBytes(StandardCharsets.US_ASCII);

  static final int BYTES = MARK.length + Endpoint.TOKEN_BYTES + Integer.BYTES + 1;

  /** Ready to be written, to the rank that listens there. */
  ByteBuffer to(Endpoint called) {
    return ByteBuffer.allocate(BYTES)
        .put(MARK)
        .put(called.tokenBytes())
        .putInt(caller)
        .put((byte) (callerReads ? 1 : 0))
        .flip();
  }

  /**
   * Reads what {@link #to} wrote.
   *
   * @param own of the rank that is called
   * @param bytes {@value #BYTES} of them, ready to be read
   * @return empty if it is not from a rank of this run
   */
  static Optional<Handshake> parse(Endpoint own, ByteBuffer bytes) {
    byte[] mark = new byte[MARK.length];
    byte[] token = new byte[Endpoint.TOKEN_BYTES];
    bytes.get(mark).get(token);
    // Both in any case, and in a time that tells nothing of where they differ.
    boolean known = MessageDigest.isEqual(token, own.tokenBytes());
    known &= MessageDigest.isEqual(mark, MARK);
    int caller = bytes.getInt();
    boolean callerReads = bytes.get() == 1;
    return known ? Optional.of(new Handshake(caller, callerReads)) : Optional.empty();
  }
}
