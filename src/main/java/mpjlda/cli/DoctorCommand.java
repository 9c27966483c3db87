package mpjlda.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import mpjlda.doctor.Check;
import mpjlda.doctor.Doctor;
import mpjlda.doctor.MachineProbe;
import mpjlda.errors.ExitCode;
import mpjlda.errors.LdaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mpj-lda doctor}: checks this machine and says what to do about what it finds. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Checks this machine: JDK, MPJ Express, network, ssh, memory, clock.",
    footer = {"", "Exit code: 0 if runs on this machine can work, else 69."})
public final class DoctorCommand implements Callable<Integer> {
  private final Supplier<List<Check>> examination;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "One JSON array of the findings on standard output.")
  private boolean json;

  public DoctorCommand() {
    this(() -> new Doctor(MachineProbe.look()).examine());
  }

  DoctorCommand(Supplier<List<Check>> examination) {
    this.examination = examination;
  }

  @Override
  public Integer call() {
    List<Check> checks = examination.get();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(checks));
    } else {
      checks.forEach(check -> print(check, out));
    }
    out.flush();
    boolean fit = checks.stream().noneMatch(check -> check.status() == Check.Status.FAIL);
    return fit ? ExitCode.OK : ExitCode.UNAVAILABLE;
  }

  private static void print(Check check, PrintWriter out) {
    out.printf("%-4s  %-16s  %s%n", check.status(), check.name(), check.found());
    if (!check.advice().isEmpty()) {
      out.printf("%-4s  %-16s  -> %s%n", "", "", check.advice());
    }
  }

  private static String toJson(List<Check> checks) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(checks);
    } catch (JsonProcessingException e) {
      throw LdaException.failed("The findings cannot be written as JSON: " + e.getMessage(), e);
    }
  }
}
