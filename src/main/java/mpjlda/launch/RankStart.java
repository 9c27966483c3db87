package mpjlda.launch;

import java.io.IOException;

/**
 * A rank's process that has just been started.
 *
 * @param process the rank's own, or the shell's that connects to it: with the rank's streams and
 *     exit status
 * @param here whether it is the rank's own
 */
record RankStart(Process process, RankInput input, boolean here) {
  static RankStart here(HostCommand command) throws IOException {
    Process process = command.here().start();
    return new RankStart(process, RankInput.here(process.getOutputStream()), true);
  }

  static RankStart there(HostShell shell, String host, HostCommand command) throws IOException {
    Process process = shell.on(host).start();
    return new RankStart(
        process, RankInput.remote(process.getOutputStream(), command.line()), false);
  }
}
