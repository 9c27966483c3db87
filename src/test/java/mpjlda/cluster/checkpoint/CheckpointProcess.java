package mpjlda.cluster.checkpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import mpjlda.cluster.runfolder.RunLock;
import mpjlda.core.errors.LdaException;

/**
 * A process that holds an output folder or saves checkpoints into it, until its standard input
 * ends. It prints a line when it does.
 */
public final class CheckpointProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private CheckpointProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param task {@code lock}, {@code lock-without-locks} or {@code save}
   */
  public static CheckpointProcess start(String task, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(CheckpointProcess.class.getName(), task, folder.toString()));
    return new CheckpointProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next line; empty at the end. */
  public String line() throws IOException {
    String line = out.readLine();
    return line == null ? "" : line;
  }

  public long pid() {
    return process.pid();
  }

  /** With SIGKILL; what it has printed can still be read. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Ends it in good order. */
  public int end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor();
  }

  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, String.valueOf(pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    if (args[0].equals("save")) {
      save(folder);
      return;
    }
    RunLock.Locks noLocks =
        channel -> {
          throw new IOException("Function not implemented");
        };
    List<String> notices = new ArrayList<>();
    Consumer<String> listener = notices::add;
    try (RunLock lock =
        args[0].equals("lock")
            ? RunLock.acquire(folder, listener)
            : RunLock.acquire(folder, listener, noLocks)) {
      System.out.println("held " + notices + (lock == null ? "?" : ""));
      while (System.in.read() >= 0) {
        // Until the other end is closed.
      }
    } catch (LdaException e) {
      System.out.println(e.exitCode() + " " + e.getMessage());
    }
  }

  /** One checkpoint after the other, from where there is one. */
  private static void save(Path folder) {
    CheckpointStore store = new CheckpointStore(folder, 2);
    Recovery found = store.newest(States.RUN);
    int iteration = found.checkpoint().map(c -> c.state().iteration()).orElse(0);
    System.out.println("from " + iteration);
    while (true) {
      iteration++;
      States.saveWithParts(store, iteration);
      System.out.println(iteration);
    }
  }
}
