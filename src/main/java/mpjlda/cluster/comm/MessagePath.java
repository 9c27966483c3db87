package mpjlda.cluster.comm;

/** The way of the messages from one rank to another. */
enum MessagePath {
  /** No message was sent yet. */
  NEW,
  /** The first one went by the base transport, with a memory handle that is not answered yet. */
  HANDLE_SENT,
  /** Through shared memory. */
  SHARED,
  /** By the base transport. */
  BASE
}
