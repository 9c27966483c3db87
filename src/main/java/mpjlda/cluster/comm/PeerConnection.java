package mpjlda.cluster.comm;

import java.nio.channels.SocketChannel;

/**
 * One of the two connections to another rank.
 *
 * @param peer that rank
 * @param forReading whether this rank reads from it the peer's messages; else it writes to it
 */
record PeerConnection(int peer, boolean forReading, SocketChannel channel) {}
