package mpjlda.app.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.cluster.hosts.Host;

/**
 * Result of one host's examination.
 *
 * @param facts empty if the host could not be reached or does not answer
 * @param copied whether the program had to be sent there
 * @param clock offset to this machine's
 * @param problems and advice; none of them is OK
 */
public record HostReport(
    Host host,
    Optional<HostFacts> facts,
    boolean copied,
    Optional<ClockOffset> clock,
    List<Check> problems) {
  public HostReport {
    problems = List.copyOf(problems);
  }

  static HostReport unfit(Host host, Check problem) {
    return new HostReport(host, Optional.empty(), false, Optional.empty(), List.of(problem));
  }

  HostReport with(Check problem) {
    List<Check> all = new ArrayList<>(problems);
    all.add(problem);
    return new HostReport(host, facts, copied, clock, all);
  }

  /** Whether runs can use the host, perhaps slowly. */
  public boolean usable() {
    return problems.stream().noneMatch(check -> check.status() == Check.Status.FAIL);
  }

  /**
   * Members of its JSON object: host, slots, usable, program, clock_ms, clock_uncertainty_ms,
   * facts, problems.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("host", host.name());
    map.put("slots", host.slots());
    map.put("usable", usable());
    facts.ifPresent(
        found -> {
          map.put("program", copied ? "copied" : "same");
          map.put("facts", found);
        });
    clock.ifPresent(
        offset -> {
          map.put("clock_ms", offset.millis());
          map.put("clock_uncertainty_ms", offset.uncertainty());
        });
    map.put("problems", problems);
    return map;
  }
}
