package mpjlda.cluster.launch.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a host by one connection what is there: Java, the program's files, what the run reads and
 * writes. Whatever a login adds to the output is passed over.
 */
final class HostProbe {
  /** Long enough for a host that is busy, and for a file system that wakes up. */
  static final long PATIENCE_MILLIS = 30_000;

  static final String MARK = "mpj-lda:";

  private static final int OLDEST_JAVA = 17;
  private static final int KEPT_LINES = 4;

  private HostProbe() {}

  /**
   * What to look for.
   *
   * @param java tried first; then JAVA_HOME's there, and the PATH's
   * @param files to be read or, if they are folders, listed
   * @param directory from which relative paths are meant
   * @param inputs to be readable
   * @param state a folder to be looked for
   */
  record Question(
      Path java, List<Path> files, Path directory, List<String> inputs, Optional<Path> state) {}

  /**
   * What was found.
   *
   * @param checksums of the files, by their place in the question; without those that are missing
   * @param missingInputs as named
   */
  record Answer(
      Path java,
      Optional<HostSite.Connection> connection,
      Map<Integer, String> checksums,
      List<String> missingInputs,
      boolean seesState) {}

  /** Asks; blocks for as long as {@link #PATIENCE_MILLIS}. */
  static Answer ask(HostShell shell, String host, Question question)
      throws InterruptedException, UnfitHostException {
    Map<String, String> said = new HashMap<>();
    List<String> others = new ArrayList<>();
    ShellRun run =
        shell.run(host, script(question), line -> sort(line, said, others), PATIENCE_MILLIS);
    synchronized (others) {
      if (!said.containsKey("end")) {
        throw new UnfitHostException(host, why(shell, run, others));
      }
      if (said.get("java") == null) {
        throw new UnfitHostException(
            host,
            "no Java %d or later at %s, in JAVA_HOME or in the PATH (found: %s)"
                .formatted(OLDEST_JAVA, question.java(), said.getOrDefault("versions", "none")));
      }
      return answer(question, said);
    }
  }

  private static void sort(String line, Map<String, String> said, List<String> others) {
    synchronized (others) {
      int equals = line.indexOf('=');
      if (line.startsWith(MARK) && equals > 0) {
        said.put(line.substring(MARK.length(), equals), line.substring(equals + 1).strip());
      } else if (!line.isBlank() && others.size() < KEPT_LINES) {
        others.add(line.strip());
      }
    }
  }

  private static String why(HostShell shell, ShellRun run, List<String> others) {
    String words = others.isEmpty() ? "" : ": " + String.join("; ", others);
    return run.problem().isEmpty()
        ? shell.program() + " ended with exit code " + run.status() + words
        : shell.program() + ": " + run.problem() + words;
  }

  private static Answer answer(Question question, Map<String, String> said) {
    Map<Integer, String> checksums = new HashMap<>();
    for (int i = 0; i < question.files().size(); i++) {
      String sum = said.get("file" + i);
      if (sum != null) {
        checksums.put(i, sum);
      }
    }
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < question.inputs().size(); i++) {
      if (!said.containsKey("input" + i)) {
        missing.add(question.inputs().get(i));
      }
    }
    // Client's address and port, server's address and port.
    String[] ssh = said.getOrDefault("connection", "").split(" ", -1);
    return new Answer(
        Path.of(said.getOrDefault("java", "java")),
        ssh.length == 4 ? Optional.of(new HostSite.Connection(ssh[0], ssh[2])) : Optional.empty(),
        checksums,
        missing,
        said.containsKey("state"));
  }

  static String script(Question question) {
    StringBuilder script = new StringBuilder(ShellQuote.PREAMBLE).append('\n');
    script.append("say() { printf '" + MARK + "%s=%s\\n' \"$1\" \"$2\"; }\n");
    script.append("cd ").append(quote(question.directory())).append(" 2>/dev/null || cd /\n");
    script.append("say connection \"${SSH_CONNECTION-}\"\n");
    script.append("versions=\n");
    script.append("for java in ").append(quote(question.java()));
    script.append(" \"${JAVA_HOME-}/bin/java\" \"$(command -v java)\"; do\n");
    script.append("  [ -x \"$java\" ] || continue\n");
    script.append("  version=$(\"$java\" -version 2>&1 </dev/null");
    script.append(" | sed -n 's/.* version \"\\([0-9][0-9]*\\).*/\\1/p')\n");
    script.append("  if [ \"${version:-0}\" -ge " + OLDEST_JAVA + " ]; then");
    script.append(" say java \"$java\"; break; fi\n");
    script.append("  versions=\"$versions $java ${version:-?}\"\n");
    script.append("done\nsay versions \"${versions:-none}\"\n");
    for (int i = 0; i < question.files().size(); i++) {
      String file = quote(question.files().get(i));
      script.append("if [ -d " + file + " ]; then say file" + i + " folder;");
      script.append(
          " elif [ -r " + file + " ]; then say file" + i + " \"$(cksum <" + file + ")\"; fi\n");
    }
    for (int i = 0; i < question.inputs().size(); i++) {
      script.append(
          "[ -r " + ShellQuote.quote(question.inputs().get(i)) + " ] && say input" + i + " 1\n");
    }
    question
        .state()
        .ifPresent(folder -> script.append("[ -d " + quote(folder) + " ] && say state 1\n"));
    return script.append("say end 1\nexit 0\n").toString();
  }

  private static String quote(Path path) {
    return ShellQuote.quote(path.toString());
  }
}
