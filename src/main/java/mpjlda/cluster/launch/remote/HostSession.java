package mpjlda.cluster.launch.remote;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjlda.core.errors.LdaException;
import org.jspecify.annotations.Nullable;

/**
 * A host as a run would find it, for checks before one: reached by the same connection, asked the
 * same questions, sent the program if it has not the same.
 */
public final class HostSession {
  private final Question question;
  private final HostSite site;
  private final boolean copied;
  private final List<String> missing;

  /**
   * What is looked for on every host.
   *
   * @param shell to hosts other than this machine
   * @param program whose Java and class path ranks would be started with
   * @param mpjHome empty if none is known
   * @param paths that must be readable there
   */
  public record Question(
      HostShell shell, ProgramPlan program, Optional<Path> mpjHome, List<String> paths) {
    public Question {
      paths = List.copyOf(paths);
    }

    private @Nullable Path mpjHomeOrNull() {
      return mpjHome.orElse(null);
    }
  }

  private HostSession(Question question, HostSite site, boolean copied, List<String> missing) {
    this.question = question;
    this.site = site;
    this.copied = copied;
    this.missing = List.copyOf(missing);
  }

  /**
   * Goes there; blocks for as long as {@link HostProbe#PATIENCE_MILLIS}, and longer where the
   * program has to be copied.
   *
   * @throws LdaException (69) if a run could not use the host: not reached, no Java
   */
  public static HostSession to(String host, Question question) throws InterruptedException {
    if (Cluster.isHere(host)) {
      List<String> missing =
          question.paths().stream().filter(path -> !Files.isReadable(Path.of(path))).toList();
      return new HostSession(question, here(host, question), false, missing);
    }
    ProgramFiles files =
        new ProgramFiles(
            question.shell(), question.program().classPath(), question.mpjHomeOrNull());
    try {
      HostProbe.Answer answer =
          HostProbe.ask(
              question.shell(),
              host,
              new HostProbe.Question(
                  question.program().java(),
                  files.paths(),
                  Path.of("").toAbsolutePath(),
                  question.paths(),
                  Optional.empty()));
      return new HostSession(
          question, files.site(host, answer, true), !files.areIn(answer), answer.missingInputs());
    } catch (UnfitHostException e) {
      throw LdaException.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private static HostSite here(String host, Question question) {
    return new HostSite(
        host,
        true,
        question.program().java(),
        question.program().classPath(),
        question.mpjHomeOrNull(),
        Optional.empty(),
        true);
  }

  /** Whether it is this machine. */
  public boolean here() {
    return site.here();
  }

  /** Whether the program had to be sent there. */
  public boolean copied() {
    return copied;
  }

  /** The paths that it cannot read, as they were named. */
  public List<String> missing() {
    return missing;
  }

  /** The address by which it was reached, if that is known and not one of its own use only. */
  public Optional<String> address() {
    return site.connection().flatMap(c -> HostSite.Connection.usable(c.to()));
  }

  /** This machine's address as that host sees it, likewise. */
  public Optional<String> addressOfThisMachine() {
    return site.connection().flatMap(c -> HostSite.Connection.usable(c.from()));
  }

  /**
   * Starts this program there, in a small Java virtual machine. Write to it only when it has said
   * something itself: until then a shell may be reading. Standard error comes with standard output.
   *
   * @param arguments of the program's main class
   */
  public Process start(List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(site.java().toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    if (site.mpjHome() != null) {
      words.add("-Dmpjlda.mpj.home=" + site.mpjHome());
    }
    words.add("-cp");
    words.add(
        String.join(File.pathSeparator, site.classPath().stream().map(Path::toString).toList()));
    words.add(question.program().mainClass());
    words.addAll(arguments);
    HostCommand command =
        new HostCommand(Map.of("LC_ALL", "C.UTF-8"), Path.of("").toAbsolutePath(), words);
    if (site.here()) {
      return command.here().redirectErrorStream(true).start();
    }
    Process process = question.shell().on(site.host()).redirectErrorStream(true).start();
    OutputStream in = process.getOutputStream();
    in.write(command.line().getBytes(StandardCharsets.UTF_8));
    in.flush();
    return process;
  }
}
