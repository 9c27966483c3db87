package mpjlda.jobscript;

import java.util.ArrayList;
import java.util.List;

/** The end of a script that stays beside the program, as it has something to do after it. */
final class Waiting {
  private Waiting() {}

  /**
   * @param nextSlot lines, indented, for a program that was stopped with a checkpoint
   */
  static List<String> then(List<String> nextSlot) {
    List<String> lines = new ArrayList<>();
    lines.addAll(
        List.of(
            "# USR1 comes to this script alone and is handed on. A cancelled job's TERM comes to all its",
            "# processes: a second one would end the program at once, without a checkpoint.",
            "pid=",
            "cancelled=",
            "trap 'if [[ -n $pid ]]; then kill -s USR1 \"$pid\"; fi' USR1",
            "trap 'cancelled=yes' TERM",
            "\"${command[@]}\" &",
            "pid=$!",
            "# A trapped signal ends wait, too.",
            "while kill -0 \"$pid\" 2>/dev/null; do",
            "  wait \"$pid\"",
            "done",
            "wait \"$pid\"",
            "status=$?",
            "",
            "# 75: stopped with a checkpoint, and the same command goes on from there.",
            "if ((status == 75)) && [[ -z $cancelled ]]; then"));
    lines.addAll(nextSlot);
    lines.add("fi");
    lines.add("exit \"$status\"");
    return lines;
  }
}
