package mpjlda.app.config;

import java.nio.file.Path;
import java.util.Optional;
import mpjlda.cluster.hosts.HostForm;

/**
 * A list of hosts as typed.
 *
 * @param form in which they are written
 */
@SettingsGroup
public record HostListSettings(
    @Setting(
            names = "--hostfile",
            label = "FILE",
            help = "The same as FILE, by the name that it has in the other commands.")
        Optional<Path> hostfile,
    @Setting(
            names = "--to",
            label = "FORM",
            help = "Write the hosts as plain, openmpi, mpich, mpjrun or slurm.")
        Optional<HostForm> form,
    @Setting(
            names = {"-np", "--ranks"},
            label = "N",
            min = 1,
            max = 100_000,
            help =
                "Place so many ranks; with --to, slots become the ranks placed. Default: one a"
                    + " slot.")
        Optional<Integer> ranks,
    @Setting(
            names = "--placement",
            label = "ORDER",
            defaultValue = "block",
            help = "block (fill a host, then the next) or round-robin (a slot of each in turn).")
        HostSettings.Order placement,
    @Setting(names = "--json", help = "Print the result as JSON.") boolean json)
    implements CheckedSettings {
  @Override
  public void check(OptionProblems problems) {
    problems.require(form.isEmpty() || !json, "--to and --json exclude each other");
  }
}
