/**
 * Communication between ranks. {@link mpjlda.core.parallel.Communicator} is what the program uses:
 * a few collectives over {@code long}s, for every sum in this program is exact. {@link
 * mpjlda.cluster.comm.Collectives} builds them as trees on {@link
 * mpjlda.cluster.comm.PointToPoint}, whose messages go through memory ({@link
 * mpjlda.cluster.comm.SharedMemoryQueue}) between ranks of one host and through MPJ Express ({@link
 * mpjlda.cluster.comm.MpjTransport}) between hosts. That side is the only place that imports {@code
 * mpi.*}.
 *
 * <p>A collective is declared in {@code Communicator}, built in {@code Collectives} and checked by
 * the tests' {@code CommunicatorContract}; nothing below {@code PointToPoint} changes for it.
 *
 * <p>Must not know documents, models, options or files.
 */
@NullMarked
package mpjlda.cluster.comm;

import org.jspecify.annotations.NullMarked;
