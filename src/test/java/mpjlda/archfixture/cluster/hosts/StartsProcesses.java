package mpjlda.archfixture.cluster.hosts;

import java.io.IOException;

/** A hostfile that asks for itself. */
public final class StartsProcesses {
  private StartsProcesses() {}

  public static Process hostname() throws IOException {
    return new ProcessBuilder("hostname").start();
  }
}
