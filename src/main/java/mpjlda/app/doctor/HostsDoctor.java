package mpjlda.app.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.launch.remote.HostSession;
import mpjlda.core.errors.LdaException;

/**
 * Examines all hosts of a run at the same time, as a run would reach them: first each host, then
 * whether each can connect to each other one. Every step has a time limit.
 */
public final class HostsDoctor {
  private static final int MOST_AT_ONCE = 64;
  private static final long ANSWER_MILLIS = 30_000;
  private static final long CONNECT_MILLIS = 10_000;
  private static final long PATIENCE_SECONDS = 5;

  private final HostSession.Question question;
  private final List<String> peerArguments;
  private final Consumer<String> say;

  /** A host that was reached, for as long as its process is needed. */
  private record Reached(HostSession visit, HostCall call) {}

  /** Findings of a host so far. */
  private record Examined(HostReport report, Optional<Reached> reached) {}

  /**
   * @param peerArguments that make this program a {@link HostPeer}
   * @param say receives the hosts that are waited for
   */
  public HostsDoctor(
      HostSession.Question question, List<String> peerArguments, Consumer<String> say) {
    this.question = question;
    this.peerArguments = List.copyOf(peerArguments);
    this.say = say;
  }

  /** Reports in the order of the hosts. */
  public List<HostReport> examine(List<Host> hosts) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(MOST_AT_ONCE, Math.max(1, hosts.size())),
            work -> {
              Thread thread = new Thread(work, "mpj-lda-doctor");
              thread.setDaemon(true);
              return thread;
            });
    Map<String, Examined> examined = new LinkedHashMap<>();
    try {
      Map<String, Callable<Examined>> visits = new LinkedHashMap<>();
      hosts.forEach(host -> visits.put(host.name(), () -> visit(host)));
      examined.putAll(all(threads, visits));
      Map<String, Callable<HostReport>> connections = new LinkedHashMap<>();
      Map<String, String> places = places(examined);
      examined.forEach((name, host) -> connections.put(name, () -> connect(host, places)));
      return List.copyOf(all(threads, connections).values());
    } finally {
      examined.values().forEach(p -> p.reached().ifPresent(reached -> reached.call().close()));
      threads.shutdownNow();
    }
  }

  private <T> Map<String, T> all(ExecutorService threads, Map<String, Callable<T>> work)
      throws InterruptedException {
    Map<String, Future<T>> futures = new LinkedHashMap<>();
    work.forEach((name, task) -> futures.put(name, threads.submit(task)));
    Map<String, T> results = new LinkedHashMap<>();
    for (Map.Entry<String, Future<T>> entry : futures.entrySet()) {
      while (!results.containsKey(entry.getKey())) {
        try {
          results.put(entry.getKey(), entry.getValue().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
          say.accept(
              futures.entrySet().stream()
                  .filter(other -> !other.getValue().isDone())
                  .map(Map.Entry::getKey)
                  .collect(Collectors.joining(", ", "waiting for ", "")));
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    }
    return results;
  }

  private Examined visit(Host host) throws InterruptedException {
    Optional<HostCall> call = Optional.empty();
    try {
      HostSession visit = HostSession.to(host.name(), question);
      call = Optional.of(new HostCall(visit.start(peerArguments)));
      HostFacts facts = call.get().facts(ANSWER_MILLIS);
      ClockOffset clock = call.get().clock(ANSWER_MILLIS);
      List<Check> problems = new ArrayList<>();
      visit.missing().forEach(path -> problems.add(HostJudge.missing(path)));
      problems.addAll(HostJudge.judge(host, facts, clock));
      return new Examined(
          new HostReport(host, Optional.of(facts), visit.copied(), Optional.of(clock), problems),
          Optional.of(new Reached(visit, call.get())));
    } catch (LdaException | HostCall.NoAnswerException | IOException e) {
      call.ifPresent(HostCall::close);
      String reason = String.valueOf(e.getMessage());
      String name = host.name() + ": ";
      return new Examined(
          HostReport.unfit(
              host,
              HostJudge.unreachable(
                  reason.startsWith(name) ? reason.substring(name.length()) : reason)),
          Optional.empty());
    }
  }

  /** Address and port, with a blank between, by which others reach each host. */
  private static Map<String, String> places(Map<String, Examined> examined) {
    Optional<String> thisMachine =
        examined.values().stream()
            .flatMap(host -> host.reached().stream())
            .flatMap(reached -> reached.visit().addressOfThisMachine().stream())
            .findFirst();
    Map<String, String> places = new LinkedHashMap<>();
    examined.forEach(
        (name, host) ->
            host.reached()
                .ifPresent(
                    reached -> {
                      Optional<String> own =
                          reached.visit().here() ? thisMachine : reached.visit().address();
                      int port = host.report().facts().map(HostFacts::port).orElse(0);
                      if (port > 0) {
                        places.put(name, own.orElse(name) + " " + port);
                      }
                    }));
    return places;
  }

  private static HostReport connect(Examined host, Map<String, String> places)
      throws InterruptedException {
    HostReport report = host.report();
    if (host.reached().isEmpty()) {
      return report;
    }
    Map<String, String> others = new LinkedHashMap<>(places);
    others.remove(report.host().name());
    Map<String, String> failures = host.reached().get().call().connect(others, CONNECT_MILLIS);
    for (Map.Entry<String, String> failure : failures.entrySet()) {
      report = report.with(HostJudge.notConnected(failure.getKey(), failure.getValue()));
    }
    return report;
  }
}
