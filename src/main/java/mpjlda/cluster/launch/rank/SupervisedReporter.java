package mpjlda.cluster.launch.rank;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import mpjlda.cluster.comm.Endpoint;
import mpjlda.cluster.launch.protocol.RankFailure;
import mpjlda.cluster.launch.protocol.RankMessage;
import mpjlda.cluster.launch.protocol.RankPosition;
import mpjlda.core.console.Console;
import mpjlda.core.parallel.DaemonThreads;

/** Reports to the supervisor by {@link RankMessage}s on standard output. */
final class SupervisedReporter implements RankReporter, Console {
  private static final long HEARTBEAT_MILLIS = 1000;

  private final PrintStream toSupervisor;
  private final AtomicLong steps = new AtomicLong();
  private volatile RankPosition position = RankPosition.STARTING;

  /**
   * @param toSupervisor not buffered: one write is one message
   */
  SupervisedReporter(PrintStream toSupervisor) {
    this.toSupervisor = toSupervisor;
  }

  /**
   * Says which process this is, and once a second that the process is alive and where it is. A
   * thread that does nothing else: it proves that the process runs, whatever its other threads wait
   * for.
   */
  void startHeartbeat() {
    send(new RankMessage.Identity(ProcessHandle.current().pid()));
    DaemonThreads.start("mpj-lda-heartbeat", this::beat);
  }

  @Override
  public Console console() {
    return this;
  }

  @Override
  public RankPosition position() {
    return position;
  }

  @Override
  public void listening(Endpoint endpoint) {
    send(new RankMessage.Listening(endpoint));
  }

  @Override
  public void joined() {
    send(new RankMessage.Joined());
  }

  @Override
  public void checkpointed(int iteration) {
    send(new RankMessage.Checkpointed(iteration));
  }

  @Override
  public void failed(RankFailure failure) {
    send(new RankMessage.Failed(failure));
  }

  /** Such a rank's virtual machine has ended before, and its supervisor tells of it. */
  @Override
  public void failedWithoutMemory() {}

  @Override
  public void done(int exitCode) {
    send(new RankMessage.Done(exitCode));
  }

  @Override
  public void result(String line) {
    send(new RankMessage.Result(line));
  }

  @Override
  public void say(String line) {
    send(new RankMessage.Say(line));
  }

  @Override
  public void progress(String line) {
    send(new RankMessage.Progress(line));
  }

  @Override
  public void phase(String phase, int iteration) {
    position = new RankPosition(phase, iteration);
    steps.incrementAndGet();
    send(new RankMessage.Phase(position));
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(HEARTBEAT_MILLIS);
        send(new RankMessage.Heartbeat(position, steps.get()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(RankMessage message) {
    byte[] line = (message.encode() + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (toSupervisor) {
      toSupervisor.write(line, 0, line.length);
      toSupervisor.flush();
    }
  }
}
