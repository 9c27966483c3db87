/**
 * Communication between ranks. {@link mpjlda.comm.Communicator} is what the program uses: a few
 * collectives over {@code long}s, for every sum in this program is exact. {@link
 * mpjlda.comm.Collectives} builds them as trees on {@link mpjlda.comm.PointToPoint}, whose messages
 * go through memory ({@link mpjlda.comm.WordQueue}) between ranks of one host and through MPJ
 * Express ({@link mpjlda.comm.MpjCarrier}) between hosts. That side is the only place that imports
 * {@code mpi.*}.
 *
 * <p>Must not know documents, models, options or files.
 */
@NullMarked
package mpjlda.comm;

import org.jspecify.annotations.NullMarked;
