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
import mpjlda.core.parallel.DaemonThreads;

/** This side of the talk with a {@link HostPeer}; for one thread. */
final class HostCall implements AutoCloseable {
  private static final int CLOCK_ROUNDS = 5;
  private static final int KEPT_LINES = 3;

  /** For the end of what it says. */
  private static final Said END = new Said("", "", 0);

  private final Process process;
  private final BlockingQueue<Said> queue = new LinkedBlockingQueue<>();
  private final Deque<String> others = new ArrayDeque<>();

  private record Said(String what, String more, long nanos) {}

  /** The peer has ended, or does not answer in time. */
  static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
      super(message);
    }
  }

  /**
   * @param process whose standard streams are the peer's
   */
  HostCall(Process process) {
    this.process = process;
    DaemonThreads.start("mpj-lda-doctor-read", this::read);
  }

  HostFacts facts(long millis) throws NoAnswer, InterruptedException {
    try {
      return HostFacts.parse(await(HostPeer.FACTS, deadline(millis)).more());
    } catch (IllegalArgumentException e) {
      throw new NoAnswer(String.valueOf(e.getMessage()));
    }
  }

  /** The best of some rounds: the one with the shortest round trip. */
  ClockOffset clock(long millis) throws NoAnswer, InterruptedException {
    long until = deadline(millis);
    Optional<ClockOffset> best = Optional.empty();
    for (int i = 0; i < CLOCK_ROUNDS; i++) {
      Instant asked = Instant.now();
      long start = System.nanoTime();
      say(HostPeer.CLOCK);
      Said answer = await(HostPeer.CLOCK, until);
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
   * Has it connect to others.
   *
   * @param places by host name: address, a blank, port
   * @return why it could not, by host name; those that it could connect to are not in it
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
        Said answer = await(HostPeer.CONNECT, until);
        String[] f = answer.more().split(" ", 2);
        if (answer.what().equals(HostPeer.CONNECTED)) {
          failures.remove(answer.more());
        } else {
          failures.put(f[0], f.length > 1 ? f[1] : "failed");
        }
      }
    } catch (NoAnswer e) {
      // Told for each that is left.
    }
    return failures;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private Said await(String what, long until) throws NoAnswer, InterruptedException {
    while (true) {
      Said said = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (said == null) {
        throw new NoAnswer("this program there does not answer" + words());
      }
      if (said.equals(END)) {
        queue.add(END);
        throw new NoAnswer("this program there ended" + words());
      }
      boolean connection =
          said.what().equals(HostPeer.CONNECTED) || said.what().equals(HostPeer.FAILED);
      if (said.what().equals(what) || (what.equals(HostPeer.CONNECT) && connection)) {
        return said;
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
      // It has ended: the answer that is then awaited says so.
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
      queue.add(new Said(f[0], f.length > 1 ? f[1] : "", nanos));
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
