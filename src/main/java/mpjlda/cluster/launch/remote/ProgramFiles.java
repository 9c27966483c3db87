package mpjlda.cluster.launch.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mpjlda.core.errors.LdaException;
import org.jspecify.annotations.Nullable;

/**
 * The files of the program and of MPJ Express: where hosts have the same ones, else copied there.
 */
final class ProgramFiles {
  private final List<Path> classPath;
  private final @Nullable Path mpjHome;
  private final List<Path> paths;
  private final Map<Integer, String> sums = new HashMap<>();
  private final ProgramCopy copy;

  /**
   * @param mpjHome null if it is not needed
   * @throws LdaException (69) if this machine's own cannot be read
   */
  ProgramFiles(HostShell shell, List<Path> classPath, @Nullable Path mpjHome) {
    this.classPath = List.copyOf(classPath);
    this.mpjHome = mpjHome;
    this.copy = new ProgramCopy(shell, classPath, mpjHome);
    this.paths = new ArrayList<>(classPath);
    if (mpjHome != null) {
      paths.addAll(RankCommand.mpjJars(mpjHome));
    }
    try {
      for (int i = 0; i < paths.size(); i++) {
        Path path = paths.get(i);
        // As HostProbe tells of them.
        sums.put(i, Files.isDirectory(path) ? "folder" : PosixChecksum.of(path));
      }
    } catch (IOException e) {
      throw LdaException.unavailable("The program's own files cannot be read: " + e.getMessage());
    }
  }

  /** The files that hosts are asked for. */
  List<Path> paths() {
    return List.copyOf(paths);
  }

  /** Whether a host has the same files under the same paths. */
  boolean areIn(HostProbe.Answer answer) {
    return answer.checksums().equals(sums);
  }

  /**
   * Where things are on a host that has answered; sends it what is missing.
   *
   * @param seesState see {@link HostSite}
   * @throws UnfitHostException if that fails
   */
  HostSite site(String host, HostProbe.Answer answer, boolean seesState)
      throws InterruptedException, UnfitHostException {
    boolean same = areIn(answer);
    Path folder = same ? Path.of("") : copy.send(host);
    return new HostSite(
        host,
        false,
        answer.java(),
        same ? classPath : copy.classPathIn(folder),
        same || mpjHome == null ? mpjHome : folder,
        answer.connection(),
        seesState);
  }
}
