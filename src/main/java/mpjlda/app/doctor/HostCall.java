package mpjlda.app.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** This side of the dialogue with a {@link HostPeer}; for one thread. */
final class HostCall implements AutoCloseable {
  private static final int CLOCK_ROUNDS = 5;
  private static final int KEPT_LINES = 3;

  /** Marks the end of the peer's output. */
  private static final Reply END = new Reply("", "", 0);

  private final Process process;
  private final BlockingQueue<Reply> queue = new LinkedBlockingQueue<>();
  private final Deque<String> others = new ArrayDeque<>();

  private record Reply(String what, String more, long nanos) {}

  /** The peer has ended, or does not answer in time. */
  static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
      super(message);
    }
  }

  /**
   * @param process whose standard streams are the peer's
   */
  HostCall(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "mpj-lda-doctor-read");
    reader.setDaemon(true);
    reader.start();
  }

  HostFacts facts(long millis) throws NoAnswerException, InterruptedException {
    try {
      return HostFacts.parse(await(HostPeer.FACTS, deadline(millis)).more());
    } catch (IllegalArgumentException e) {
      throw new NoAnswerException(String.valueOf(e.getMessage()));
    }
  }

  /** Measures the clock in several rounds and keeps that with the shortest round trip. */
  ClockOffset clock(long millis) throws NoAnswerException, InterruptedException {
    long until = deadline(millis);
    Optional<ClockOffset> best = Optional.empty();
    for (int i = 0; i < CLOCK_ROUNDS; i++) {
      Instant asked = Instant.now();
      long start = System.nanoTime();
      say(HostPeer.CLOCK);
      Reply answer = await(HostPeer.CLOCK, until);
      String[] f = answer.more().split(" ", -1);
      ClockOffset offset =
          ClockOffset.of(
              asked,
              Instant.ofEpochSecond(Long.parseLong(f[0]), Long.parseLong(f[1])),
              answer.nanos() - start);
      if (best.isEmpty() || offset.uncertainty() < best.get().uncertainty()) {
        best = Optional.of(offset);
      }
    }
    return best.orElseThrow();
  }

  /**
   * Lets the peer connect to other hosts.
   *
   * @param places by host name: address, a blank, port
   * @return reasons of failure, by host name, without the hosts that it could connect to
   */
  Map<String, String> connect(Map<String, String> places, long millis) throws InterruptedException {
    Map<String, String> failures = new LinkedHashMap<>();
    places.forEach(
        (name, place) -> {
          failures.put(name, "no answer within " + millis / 1000 + " s");
          say(HostPeer.CONNECT + " " + name + " " + place);
        });
    long until = deadline(millis);
    try {
      for (int answered = 0; answered < places.size(); answered++) {
        Reply answer = await(HostPeer.CONNECT, until);
        String[] f = answer.more().split(" ", 2);
        if (answer.what().equals(HostPeer.CONNECTED)) {
          failures.remove(answer.more());
        } else {
          failures.put(f[0], f.length > 1 ? f[1] : "failed");
        }
      }
    } catch (NoAnswerException e) {
      // Reported for each host that is left.
    }
    return failures;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private Reply await(String what, long until) throws NoAnswerException, InterruptedException {
    while (true) {
      Reply reply = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (reply == null) {
        throw new NoAnswerException("this program does not answer there" + words());
      }
      if (reply.equals(END)) {
        queue.add(END);
        throw new NoAnswerException("this program there ended" + words());
      }
      boolean connection =
          reply.what().equals(HostPeer.CONNECTED) || reply.what().equals(HostPeer.FAILED);
      if (reply.what().equals(what) || (what.equals(HostPeer.CONNECT) && connection)) {
        return reply;
      }
    }
  }

  private String words() {
    synchronized (others) {
      return others.isEmpty() ? "" : ": " + String.join("; ", others);
    }
  }

  private void say(String line) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      // It has ended, which the wait for the answer reports.
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        take(line, System.nanoTime());
      }
    } catch (IOException e) {
      // As good as its end.
    }
    queue.add(END);
  }

  private void take(String line, long nanos) {
    if (line.startsWith(HostPeer.MARK)) {
      String[] f = line.substring(HostPeer.MARK.length()).split(" ", 2);
      queue.add(new Reply(f[0], f.length > 1 ? f[1] : "", nanos));
      return;
    }
    synchronized (others) {
      others.add(line.strip());
      if (others.size() > KEPT_LINES) {
        others.remove();
      }
    }
  }

  private static long deadline(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
