package mpjlda.cluster.comm;

/** How messages go from one rank to another. */
enum MessagePath {
  /** There was none yet. */
  NEW,
  /** The first one was carried, with an offer of memory that has not been answered. */
  OFFERED,
  /** Through memory. */
  SHARED,
  /** By the carrier. */
  CARRIED
}
