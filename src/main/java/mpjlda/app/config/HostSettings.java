package mpjlda.app.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * On which hosts ranks are started, and how.
 *
 * @param shell remote shell in place of ssh
 * @param network interface of the ranks' connections
 */
@SettingsGroup(heading = "Hosts")
public record HostSettings(
    @Setting(
            names = "--hostfile",
            label = "FILE",
            help =
                "Hosts and slots, in any dialect. Default: those of the batch job, else this"
                    + " machine.")
        Optional<Path> hostfile,
    @Setting(
            names = "--launcher",
            label = "LAUNCHER",
            defaultValue = "auto",
            expected = "one of auto, local, ssh, sge, slurm, pbs",
            help =
                "How ranks are started: local, ssh, sge, slurm, pbs, or auto (as the batch system"
                    + " or the hostfile requires).")
        Launcher launcher,
    @Setting(
            names = "--rsh",
            label = "COMMAND",
            help = "Remote shell in place of ssh, such as \"ssh -q -p 2222 {host}\".")
        Optional<String> shell,
    @Setting(
            names = "--placement",
            label = "ORDER",
            defaultValue = "block",
            help = "block (fill a host, then the next) or round-robin (a slot of each in turn).")
        Order placement,
    @Setting(
            names = "--interface",
            label = "NAME|ADDRESS",
            help =
                "Network interface of the ranks' connections, the same name or network (ib0,"
                    + " 10.1.0.0/16) on all hosts. Default: the interface on which the hosts are"
                    + " reached.")
        Optional<String> network,
    @Setting(
            names = "--ports",
            label = "FROM-TO",
            expected = "ports from 1024 to 65535, such as 40000-40063",
            help =
                "Ports on which ranks may listen while they connect, one per rank. Default: any.")
        Optional<PortRange> ports,
    @Setting(
            names = "--min-ranks",
            label = "N",
            defaultValue = "1",
            min = 1,
            help =
                "When hosts are lost, the run continues with as many ranks as slots are left, but"
                    + " with at least N.")
        int minRanks)
    implements CheckedSettings {
  /** How ranks are started. */
  public enum Launcher {
    AUTO,
    LOCAL,
    SSH,
    SGE,
    SLURM,
    PBS;

    /** Name as typed. */
    public String optionName() {
      return SettingText.text(this);
    }
  }

  /** Order in which slots are filled. */
  public enum Order {
    BLOCK,
    ROUND_ROBIN
  }

  @Override
  public void check(OptionProblems problems) {
    problems.require(
        shell.filter(String::isBlank).isEmpty(),
        "--rsh must be a command, such as \"ssh -q {host}\"");
    problems.require(
        shell.isEmpty() || launcher == Launcher.AUTO || launcher == Launcher.SSH,
        "--rsh and --launcher " + launcher.optionName() + " exclude each other");
    problems.require(
        hostfile.isEmpty() || launcher != Launcher.LOCAL,
        "--hostfile and --launcher local exclude each other");
  }
}
