package mpjlda.app.jobscript;

import java.util.List;
import java.util.Optional;

/**
 * What the job runs.
 *
 * @param program {@code bin/mpj-lda}
 * @param arguments its command and options as the user typed them, without those that a job script
 *     gives
 * @param setup lines of shell before it, such as {@code module load java}
 * @param heapMegabytes of each rank's JVM, if it is to be said
 * @param takesMaxTime whether the command has {@code --max-time} and the user has not given it
 * @param sweep one job for each value of an option; {@code arguments} then have {@code --output}
 */
public record ProgramCall(
    String program,
    List<String> arguments,
    List<String> setup,
    Optional<Long> heapMegabytes,
    boolean takesMaxTime,
    Optional<Sweep> sweep) {
  public ProgramCall {
    arguments = List.copyOf(arguments);
    setup = List.copyOf(setup);
  }
}
