package mpjlda.cluster.hosts;

/**
 * A host and how many ranks it takes.
 *
 * @param name as the user or the batch system wrote it; never starts with a hyphen
 * @param slots at least 1
 */
public record Host(String name, int slots) {
  public Host {
    if (name.isEmpty() || slots < 1) {
      throw new IllegalArgumentException("host \"" + name + "\" with " + slots + " slots");
    }
  }

  /** All slots together. */
  static long slots(Iterable<Host> hosts) {
    long sum = 0;
    for (Host host : hosts) {
      sum += host.slots();
    }
    return sum;
  }
}
