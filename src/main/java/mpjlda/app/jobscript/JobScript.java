package mpjlda.app.jobscript;

import java.util.ArrayList;
import java.util.List;
import mpjlda.app.config.ShellWords;

/**
 * A ready job script in bash: it asks for resources, runs the program with as many ranks as were
 * granted, lets it stop with a checkpoint before the slot ends, and gets the next slot until
 * training is done.
 */
public final class JobScript {
  /** The batch systems. */
  public enum Kind {
    SGE,
    PBS,
    SLURM
  }

  private JobScript() {}

  /**
   * The script, with a line end at its end.
   *
   * @param madeBy the command line that made it, without line ends, for its head
   */
  public static String of(Kind kind, JobRequest request, ProgramCall call, String madeBy) {
    BatchSystem batch =
        switch (kind) {
          case SGE -> new GridEngine();
          case PBS -> new Pbs();
          case SLURM -> new Slurm();
        };
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/bash");
    lines.addAll(batch.directives(request, call));
    lines.add("");
    lines.add("# Submit by: " + batch.submit() + " THIS-FILE. Made by:");
    lines.add("#   " + madeBy);
    lines.addAll(batch.preparation());
    lines.addAll(numbers(batch.numbers(call)));
    lines.addAll(call.setup());
    if (request.scratch()) {
      lines.addAll(scratch());
    }
    call.sweep().ifPresent(sweep -> lines.addAll(task(sweep, batch)));
    lines.add("");
    lines.addAll(command(batch, request, call));
    lines.add("");
    lines.addAll(batch.run(call));
    return String.join("\n", lines) + "\n";
  }

  /** A command line as it could be typed again, in one line. */
  public static String commandLine(String program, List<String> arguments) {
    return (program + " " + ShellWords.quote(arguments)).replace("\n", "\\n").replace("\r", "\\r");
  }

  /** What the batch system or the environment of {@code qsub} says is used in arithmetic. */
  private static List<String> numbers(List<String> expressions) {
    if (expressions.isEmpty()) {
      return List.of();
    }
    return List.of(
        "# Digits only: bash's arithmetic would run commands that stand in them.",
        "for number in \"" + String.join("\" \"", expressions) + "\"; do",
        "  if [[ ! $number =~ ^[0-9]+$ ]]; then",
        "    echo \"The batch system's variables: found \\\"$number\\\", expected a number\" >&2",
        "    exit 2",
        "  fi",
        "done");
  }

  /** Where the program takes the shell's place no trap runs, but Grid Engine empties TMPDIR. */
  private static List<String> scratch() {
    return List.of(
        "",
        "scratch=$(mktemp -d \"${TMPDIR:-/tmp}/mpj-lda.XXXXXXXX\") || exit 69",
        "trap 'rm -rf -- \"$scratch\"' EXIT",
        "export TMPDIR=$scratch JDK_JAVA_OPTIONS=\"${JDK_JAVA_OPTIONS:-}"
            + " -Djava.io.tmpdir=$scratch\"");
  }

  private static List<String> task(Sweep sweep, BatchSystem batch) {
    return List.of(
        "",
        "values=(" + ShellWords.quote(sweep.values()) + ")",
        "task=" + batch.task(),
        "value=${values[task]}");
  }

  private static List<String> command(BatchSystem batch, JobRequest request, ProgramCall call) {
    List<String> lines = new ArrayList<>();
    lines.add("command=(");
    lines.add("  " + ShellWords.quote(call.program()) + " " + arguments(call));
    lines.add("  -np \"" + batch.ranks(request) + "\"");
    call.sweep().ifPresent(sweep -> lines.add("  --" + sweep.option() + " \"$value\""));
    call.heapMegabytes().ifPresent(heap -> lines.add("  --java-options -Xmx" + heap + "m"));
    if (call.takesMaxTime()) {
      request.programTime().ifPresent(time -> lines.add("  --max-time " + Times.option(time)));
    }
    lines.add(")");
    return lines;
  }

  /** As typed; in a sweep each value has a folder of its own in the output folder. */
  private static String arguments(ProgramCall call) {
    if (call.sweep().isEmpty()) {
      return ShellWords.quote(call.arguments());
    }
    String folder = "/" + call.sweep().get().option() + "-\"$value\"";
    List<String> words = new ArrayList<>();
    boolean isOutput = false;
    for (String argument : call.arguments()) {
      boolean joined = argument.startsWith("--output=");
      words.add(ShellWords.quote(argument) + (isOutput || joined ? folder : ""));
      isOutput = argument.equals("--output");
    }
    return String.join(" ", words);
  }
}
