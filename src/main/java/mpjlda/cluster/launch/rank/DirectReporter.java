package mpjlda.cluster.launch.rank;

import static java.nio.charset.StandardCharsets.UTF_8;

import mpjlda.cluster.comm.Endpoint;
import mpjlda.cluster.launch.protocol.Advice;
import mpjlda.cluster.launch.protocol.RankEnvironment;
import mpjlda.cluster.launch.protocol.RankFailure;
import mpjlda.cluster.launch.protocol.RankPosition;
import mpjlda.core.console.Console;
import mpjlda.core.console.UserConsole;

/** Reports to the user directly: for ranks that {@code mpjrun} started without a supervisor. */
final class DirectReporter implements RankReporter, Console {
  private final RankEnvironment environment;
  private final UserConsole user;
  private volatile RankPosition position = RankPosition.STARTING;
  private volatile byte[] outOfMemory = new byte[0];

  DirectReporter(RankEnvironment environment, UserConsole user) {
    this.environment = environment;
    this.user = user;
    at(RankPosition.STARTING);
  }

  @Override
  public Console console() {
    return this;
  }

  @Override
  public RankPosition position() {
    return position;
  }

  /** Does nothing: the starter of the ranks connects them. */
  @Override
  public void listening(Endpoint endpoint) {}

  @Override
  public void joined() {}

  /** Does nothing: no supervisor restarts this run. */
  @Override
  public void checkpointed(int iteration) {}

  @Override
  public void failed(RankFailure failure) {
    user.error(text(failure));
  }

  @Override
  public void failedWithoutMemory() {
    byte[] words = outOfMemory;
    System.err.write(words, 0, words.length);
    System.err.flush();
  }

  @Override
  public void done(int exitCode) {}

  @Override
  public void result(String line) {
    user.result(line);
  }

  @Override
  public void say(String line) {
    user.say(line);
  }

  @Override
  public void progress(String line) {
    user.progress(line);
  }

  @Override
  public void phase(String phase, int iteration) {
    at(new RankPosition(phase, iteration));
  }

  private void at(RankPosition now) {
    position = now;
    outOfMemory = (text(RankFailure.outOfMemory(now)) + "\n").getBytes(UTF_8);
  }

  private String text(RankFailure failure) {
    if (failure.sameOnAllRanks()) {
      return failure.message();
    }
    int rank = environment.rank();
    if (failure.kind() == RankFailure.Kind.PEER_LOST && failure.detail().isEmpty()) {
      return "rank " + rank + " ended because " + failure.message();
    }
    String text =
        "rank "
            + rank
            + " on "
            + environment.host()
            + " failed "
            + failure.position().describe()
            + ": "
            + failure.message();
    String advice = Advice.of(failure.kind());
    boolean verbose =
        environment.arguments().contains("-v") || environment.arguments().contains("--verbose");
    return text
        + (advice.isEmpty() ? "" : "\n  " + advice)
        + (verbose ? "\n" + failure.detail().stripTrailing() : "");
  }
}
