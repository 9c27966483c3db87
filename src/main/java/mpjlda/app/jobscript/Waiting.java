package mpjlda.app.jobscript;

import java.util.ArrayList;
import java.util.List;

/** The end of a script that waits for the program and then resubmits or requeues the job. */
final class Waiting {
  private Waiting() {}

  /**
   * The lines.
   *
   * @param signals traps, which find the program's number in {@code pid} and set {@code cancelled}
   *     if there must be no further slot
   * @param nextSlot lines, indented, for a program that was stopped with a checkpoint
   */
  static List<String> then(List<String> signals, List<String> nextSlot) {
    List<String> lines = new ArrayList<>(List.of("pid=", "cancelled="));
    lines.addAll(signals);
    lines.addAll(
        List.of(
            "\"${command[@]}\" &",
            "pid=$!",
            "# A trapped signal ends wait, too.",
            "while kill -0 \"$pid\" 2>/dev/null; do",
            "  wait \"$pid\"",
            "done",
            "wait \"$pid\"",
            "status=$?",
            "",
            "# 75: stopped with a checkpoint, and the same command continues from there.",
            "if ((status == 75)) && [[ -z $cancelled ]]; then"));
    lines.addAll(nextSlot);
    lines.add("fi");
    lines.add("exit \"$status\"");
    return lines;
  }
}
