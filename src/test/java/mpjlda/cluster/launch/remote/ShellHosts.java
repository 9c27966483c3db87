package mpjlda.cluster.launch.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mpjlda.cluster.hosts.Host;
import mpjlda.cluster.hosts.Placement;

/**
 * "Hosts" that are all this machine, behind a stand-in for ssh: it joins its arguments with blanks
 * and hands them to a login shell, as sshd does. A host is down while there is a file down-HOST;
 * one with a file fragile-HOST goes down when a process on it is killed.
 */
public final class ShellHosts {
  private static final String SCRIPT =
      """
      #!/bin/sh
      folder=%s host=$1
      shift
      if [ -e "$folder/down-$host" ]; then
        echo "ssh: connect to host $host port 22: No route to host" >&2
        exit 255
      fi
      echo "Welcome to $host"
      unset SSH_CONNECTION
      %s -c "$*"
      status=$?
      if [ $status = 137 ] && [ -e "$folder/fragile-$host" ]; then : >"$folder/down-$host"; fi
      exit $status
      """;

  private final Path folder;
  private final Path script;

  ShellHosts(Path folder, String loginShell) throws IOException {
    this.folder = folder;
    this.script = folder.resolve("rsh");
    Files.writeString(script, SCRIPT.formatted(ShellQuote.quote(folder.toString()), loginShell));
    Files.setPosixFilePermissions(script, Set.of(PosixFilePermission.values()));
  }

  HostShell shell() {
    return new HostShell(List.of(script.toString(), "{host}"), java.util.Map.of());
  }

  void takeDown(String host) throws IOException {
    Files.createFile(folder.resolve("down-" + host));
  }

  void makeFragile(String host) throws IOException {
    Files.createFile(folder.resolve("fragile-" + host));
  }

  /** One slot on each. */
  Cluster cluster(String... names) {
    return cluster(shell(), names);
  }

  public static Cluster cluster(HostShell shell, String... names) {
    List<Host> hosts = new ArrayList<>();
    for (String name : names) {
      hosts.add(new Host(name, 1));
    }
    return new Cluster(
        hosts,
        names.length,
        1,
        Placement.Order.BLOCK,
        shell,
        new Cluster.Network(Optional.of("lo"), 0, 0),
        Cluster.Data.NONE);
  }
}
