package mpjlda.cluster.launch.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mpjlda.data.io.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Takes the program and MPJ Express to a host that has no such files: packed by {@code tar} over
 * the shell's connection, into a folder of the user's own ({@code /tmp/mpj-lda-UID-HASH}, mode
 * 700), which later runs of the same program find there again.
 */
final class ProgramCopy {
  private static final long PATIENCE_MILLIS = 300_000;
  private static final int HASH_LENGTH = 24;

  private final HostShell shell;
  private final List<Path> classPath;
  private final @Nullable Path mpjHome;
  private @Nullable String hash;

  ProgramCopy(HostShell shell, List<Path> classPath, @Nullable Path mpjHome) {
    this.shell = shell;
    this.classPath = classPath;
    this.mpjHome = mpjHome;
  }

  /**
   * Sends what is not there yet.
   *
   * @return the folder on the host
   */
  Path send(String host) throws InterruptedException, UnfitHostException {
    try {
      Process process = shell.on(host).redirectErrorStream(true).start();
      try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
        OutputStream out = process.getOutputStream();
        out.write(script().getBytes(StandardCharsets.UTF_8));
        out.flush();
        String answer = await(in, host);
        int equals = answer.indexOf('=');
        if (answer.startsWith("send=")) {
          pack(out);
          finish(process, in, host);
        }
        return Path.of(answer.substring(equals + 1));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UnfitHostException(
          host, "the program could not be copied there (" + e.getMessage() + ")");
    }
  }

  /** The class path within such a folder. */
  List<Path> classPathIn(Path folder) {
    return classPath.stream().map(path -> folder.resolve(path.getFileName().toString())).toList();
  }

  /** One line; the data follow only when it has answered. */
  private String script() throws IOException {
    String refuse = "echo '" + HostProbe.MARK + "refused='\"$d\"; exit 1; ";
    return "umask 077; d=/tmp/mpj-lda-$(id -u)-"
        + hash()
        + "; mkdir \"$d\" 2>/dev/null; "
        // Another user may have made it, or a link of that name: /tmp is everybody's.
        + "case $(ls -ld \"$d\") in drwx------*) [ -O \"$d\" ] || { "
        + refuse
        + "};; *) "
        + refuse
        + ";; esac; "
        + "if [ -f \"$d/complete\" ]; then echo '"
        + HostProbe.MARK
        + "have='\"$d\"; exit 0; fi; echo '"
        + HostProbe.MARK
        + "send='\"$d\"; tar -xf - -C \"$d\" && : >\"$d/complete\"; exit $?\n";
  }

  private static String await(BufferedReader in, String host)
      throws IOException, UnfitHostException {
    StringBuilder words = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String said = line.startsWith(HostProbe.MARK) ? line.substring(HostProbe.MARK.length()) : "";
      if (said.startsWith("send=") || said.startsWith("have=")) {
        return said;
      }
      if (said.startsWith("refused=")) {
        throw new UnfitHostException(
            host,
            said.substring("refused=".length())
                + " is not a folder of this user's own with mode 700; remove it there");
      }
      words.append(line).append(' ');
    }
    throw new UnfitHostException(host, "the program could not be copied there: " + words);
  }

  /** Its end is the end of what is sent. */
  private void pack(OutputStream to) throws IOException {
    List<String> command = new ArrayList<>(List.of("tar", "-chf", "-"));
    Set<String> names = new HashSet<>();
    for (Path path : classPath) {
      String name = path.getFileName().toString();
      if (!names.add(name)) {
        throw new IOException("two parts of the class path have the name " + name);
      }
      command.addAll(List.of("-C", String.valueOf(path.toAbsolutePath().getParent()), name));
    }
    if (mpjHome != null) {
      command.addAll(List.of("-C", mpjHome.toString()));
      for (Path jar : RankCommand.mpjJars(mpjHome)) {
        command.add(mpjHome.relativize(jar).toString());
      }
      command.add("conf");
    }
    Process tar =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    tar.getOutputStream().close();
    try (to;
        InputStream packed = tar.getInputStream()) {
      packed.transferTo(to);
    }
  }

  private static void finish(Process process, BufferedReader in, String host)
      throws IOException, InterruptedException, UnfitHostException {
    StringBuilder words = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      words.append(line).append(' ');
    }
    if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
      throw new UnfitHostException(host, "the program could not be unpacked there: " + words);
    }
  }

  /** A digest of all that is sent: another version goes to another folder. */
  private synchronized String hash() throws IOException {
    String known = hash;
    if (known == null) {
      MessageDigest digest = Sha256.start();
      for (Path path : files()) {
        digest.update(path.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(path));
      }
      known = Sha256.hex(digest).substring(0, HASH_LENGTH);
      hash = known;
    }
    return known;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : classPath) {
      try (Stream<Path> below = Files.walk(path)) {
        below.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    if (mpjHome != null) {
      files.addAll(RankCommand.mpjJars(mpjHome));
      try (DirectoryStream<Path> conf = Files.newDirectoryStream(mpjHome.resolve("conf"))) {
        conf.forEach(files::add);
      }
    }
    return files;
  }
}
