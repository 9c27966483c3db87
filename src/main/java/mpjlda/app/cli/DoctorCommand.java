package mpjlda.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import mpjlda.app.config.DoctorSettings;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.doctor.Check;
import mpjlda.app.doctor.Doctor;
import mpjlda.app.doctor.FolderProbe;
import mpjlda.app.doctor.HostPeer;
import mpjlda.app.doctor.HostReport;
import mpjlda.app.doctor.HostTable;
import mpjlda.app.doctor.HostsDoctor;
import mpjlda.app.doctor.MachineProbe;
import mpjlda.cluster.launch.remote.Cluster;
import mpjlda.cluster.launch.remote.HostSession;
import mpjlda.cluster.launch.remote.ProgramPlan;
import mpjlda.core.console.SafeText;
import mpjlda.core.errors.ExitCode;
import mpjlda.core.errors.LdaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code doctor}: checks this machine, folders or hosts, and says what to do about what it finds.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    modelTransformer = SettingOptions.class,
    sortOptions = false,
    description = {
      "Checks this machine: JDK, MPJ Express, network, ssh, memory, clock.",
      "With FOLDERs: whether their file systems are fit for models and checkpoints.",
      "With --hostfile, or in a batch job: all hosts, as a run would reach them, with the run's own"
          + " options."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mpj-lda doctor",
      "  mpj-lda doctor /scratch/me",
      "  mpj-lda doctor --hostfile hosts --path /data/corpus.txt",
      "Exit code: 0 if runs can work, else 69."
    })
public final class DoctorCommand implements Callable<Integer>, SettingsCommand {
  private final Supplier<List<Check>> examination;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public List<Class<? extends Record>> settings() {
    return List.of(DoctorSettings.class);
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "FOLDER",
      description = "Folders to check, such as the one for --output.")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--peer", hidden = true, paramLabel = "FROM-TO")
  private String peer = "";

  public DoctorCommand() {
    this(() -> new Doctor(MachineProbe.look()).examine());
  }

  DoctorCommand(Supplier<List<Check>> examination) {
    this.examination = examination;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!peer.isEmpty()) {
      return answer();
    }
    OptionProblems problems = new OptionProblems();
    DoctorSettings settings = SettingOptions.read(spec, DoctorSettings.class, problems);
    problems.throwIfAny();
    HostFinder hosts = new HostFinder(settings.hosts(), System.getenv());
    Optional<HostFinder.Chosen> chosen = hosts.choose();
    problems.require(chosen.isPresent() || settings.paths().isEmpty(), "--path needs --hostfile");
    problems.require(
        chosen.isEmpty() || folders.isEmpty(),
        "FOLDER is for this machine; with --hostfile give --path");
    problems.throwIfAny();
    if (chosen.isPresent()) {
      return examine(settings, hosts, chosen.get());
    }
    return tell(settings, folders.isEmpty() ? Map.of("", examination.get()) : ofFolders());
  }

  private Map<String, List<Check>> ofFolders() {
    Map<String, List<Check>> checks = new LinkedHashMap<>();
    folders.forEach(folder -> checks.put(folder.toString(), FolderProbe.look(folder)));
    return checks;
  }

  private int examine(DoctorSettings settings, HostFinder hosts, HostFinder.Chosen chosen)
      throws InterruptedException {
    Cluster cluster = hosts.cluster(chosen, chosen.ranks(), Cluster.Data.NONE);
    Cluster.Network network = cluster.network();
    PrintWriter err = SafeText.writer(spec.commandLine().getErr());
    List<HostReport> reports =
        new HostsDoctor(
                new HostSession.Question(
                    cluster.shell(),
                    new ProgramPlan(
                        Installation.java(),
                        List.of(Installation.jar()),
                        Main.class.getName(),
                        List.of()),
                    Optional.ofNullable(Installation.mpjHome()),
                    settings.paths()),
                List.of("doctor", "--peer", network.firstPort() + "-" + network.lastPort()),
                line -> {
                  err.println("mpj-lda: " + line);
                  err.flush();
                })
            .examine(cluster.hosts());
    PrintWriter out = SafeText.writer(spec.commandLine().getOut());
    if (settings.json()) {
      out.println(toJson(reports.stream().map(HostReport::toMap).toList()));
    } else {
      HostTable.lines(reports).forEach(out::println);
    }
    out.flush();
    return code(reports.stream().allMatch(HostReport::usable));
  }

  /** The process on a host that another host examines. */
  private int answer() throws IOException {
    String[] range = peer.split("-", 2);
    PrintWriter out = spec.commandLine().getOut();
    new HostPeer(MachineProbe.look(), Integer.parseInt(range[0]), Integer.parseInt(range[1]), out)
        .run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    return ExitCode.OK;
  }

  /**
   * @param checks by the folder's name; that of this machine is empty
   */
  private int tell(DoctorSettings settings, Map<String, List<Check>> checks) {
    PrintWriter out = SafeText.writer(spec.commandLine().getOut());
    if (settings.json()) {
      out.println(toJson(checks.size() == 1 && checks.containsKey("") ? checks.get("") : checks));
    } else {
      checks.forEach(
          (name, found) -> {
            if (!name.isEmpty()) {
              out.println(name);
            }
            found.forEach(check -> print(check, out));
          });
    }
    out.flush();
    return code(
        checks.values().stream()
            .flatMap(List::stream)
            .noneMatch(check -> check.status() == Check.Status.FAIL));
  }

  private static int code(boolean fit) {
    return fit ? ExitCode.OK : ExitCode.UNAVAILABLE;
  }

  private static void print(Check check, PrintWriter out) {
    out.printf("%-4s  %-16s  %s%n", check.status(), check.name(), check.found());
    if (!check.advice().isEmpty()) {
      out.printf("%-4s  %-16s  -> %s%n", "", "", check.advice());
    }
  }

  private static String toJson(Object findings) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings);
    } catch (JsonProcessingException e) {
      throw LdaException.failed("The findings cannot be written as JSON: " + e.getMessage(), e);
    }
  }
}
