package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import mpjlda.app.doctor.Check;
import mpjlda.app.doctor.Check.Status;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoctorCommandTest {
  private static final Check GOOD = new Check("JDK", Status.OK, "17", "");
  private static final Check DOUBTFUL = new Check("ssh", Status.WARN, "none", "Install it.");
  private static final Check BAD = new Check("ports", Status.FAIL, "0 of 9", "End \"them\".");

  private final StringWriter out = new StringWriter();

  @Test
  void warningsDoNotFail() {
    assertThat(run(List.of(GOOD, DOUBTFUL))).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "OK    JDK               17",
            "WARN  ssh               none",
            "                        -> Install it.");
  }

  @Test
  void aFailureGives69() {
    assertThat(run(List.of(GOOD, BAD))).isEqualTo(69);
  }

  @Test
  void jsonHasTheSameFindingsAndExitCode() throws Exception {
    assertThat(run(List.of(GOOD, BAD), "--json")).isEqualTo(69);
    JsonNode findings = new ObjectMapper().readTree(out.toString());
    assertThat(findings.size()).isEqualTo(2);
    assertThat(findings.get(1))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"name": "ports", "status": "FAIL", "found": "0 of 9",
                     "advice": "End \\"them\\"."}
                    """));
  }

  private int run(List<Check> checks, String... arguments) {
    return new CommandLine(new DoctorCommand(() -> checks))
        .setOut(new PrintWriter(out))
        .execute(arguments);
  }
}
