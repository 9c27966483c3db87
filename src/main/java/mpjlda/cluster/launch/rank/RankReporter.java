package mpjlda.cluster.launch.rank;

import mpjlda.cluster.comm.Endpoint;
import mpjlda.cluster.launch.protocol.RankFailure;
import mpjlda.cluster.launch.protocol.RankPosition;
import mpjlda.core.console.Console;

/** Tells the outside what becomes of this rank. Every method may be called from any thread. */
interface RankReporter {
  /** The program's console. */
  Console console();

  /** Reports the present position of the rank. */
  RankPosition position();

  /** The rank waits for the others' connections there. */
  void listening(Endpoint endpoint);

  /** The rank has met all others. */
  void joined();

  /** The state after this iteration is safe on disk. */
  void checkpointed(int iteration);

  /** The rank is about to end. */
  void failed(RankFailure failure);

  /** As {@link #failed}, of a rank that cannot allocate anything any more, and so without. */
  void failedWithoutMemory();

  /** The program has returned. */
  void done(int exitCode);
}
