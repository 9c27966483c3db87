package mpjlda.cluster.launch.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command that can be started here or on another host.
 *
 * @param environment variables besides those that it finds
 * @param directory to be its working folder; where it is not there, the root folder
 */
record HostCommand(Map<String, String> environment, Path directory, List<String> words) {
  /**
   * A terminal and many batch systems send their signals to all processes of a run, but it is the
   * supervisor who decides what becomes of the ranks. A Java virtual machine leaves alone what it
   * finds ignored. What ranks write is not writable for everybody, whatever the user's umask.
   */
  private static final String SHIELD = "trap '' HUP INT TERM USR1 USR2 XCPU; umask o-w; ";

  HostCommand {
    environment = Map.copyOf(environment);
    words = List.copyOf(words);
  }

  /** In this process's own working folder. */
  ProcessBuilder here() {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHIELD + "exec \"$@\"", "sh"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }

  /** For a {@link HostShell}, which waits for the command: one line, with its end. */
  String line() {
    StringBuilder line = new StringBuilder(ShellQuote.PREAMBLE).append(SHIELD);
    new TreeMap<>(environment)
        .forEach(
            (name, value) ->
                line.append(name)
                    .append('=')
                    .append(ShellQuote.quote(value))
                    .append("; export ")
                    .append(name)
                    .append("; "));
    line.append("cd ")
        .append(ShellQuote.quote(directory.toString()))
        .append(" 2>/dev/null || cd /; ");
    // The shell stays, as a signal that ends the rank would not come back through ssh.
    return line.append(ShellQuote.join(words)).append("; exit $?\n").toString();
  }
}
