package mpjlda.app.jobscript;

import java.util.ArrayList;
import java.util.List;

/**
 * Grid Engine: {@code -notify} sends USR1 before a job is suspended and USR2 before it is killed;
 * the exit code 99 puts a job that was on one host back into the queue.
 */
final class GridEngine implements BatchSystem {
  @Override
  public String submit() {
    return "qsub";
  }

  @Override
  public List<String> directives(JobRequest request, ProgramCall call) {
    List<String> lines = new ArrayList<>();
    lines.add("-S /bin/bash");
    lines.add("-N " + request.name());
    lines.add("-cwd");
    lines.add("-j y");
    int slots = request.ranks() * request.threads();
    if (slots > 1) {
      lines.add("-pe " + request.target().parallelEnvironment() + " " + slots);
    }
    // No s_rt: Grid Engine 8.1.9 takes it for the hard limit of a job that was put back into the
    // queue.
    request.time().ifPresent(time -> lines.add("-l h_rt=" + Times.clock(time)));
    // A request per slot. h_vmem would limit address space, of which a JVM takes much more than
    // memory.
    request
        .memoryMegabytes()
        .ifPresent(
            megabytes ->
                lines.add("-l mem_free=" + Times.share(megabytes, request.threads()) + "M"));
    request.target().queue().ifPresent(queue -> lines.add("-q " + queue));
    request.target().account().ifPresent(project -> lines.add("-P " + project));
    call.sweep().ifPresent(sweep -> lines.add("-t 1-" + sweep.values().size()));
    lines.add("-notify");
    lines.add("-r y");
    return lines.stream().map(line -> "#$ " + line).toList();
  }

  @Override
  public String ranks(JobRequest request) {
    String slots = "${NSLOTS:-" + request.ranks() * request.threads() + "}";
    return request.threads() == 1 ? slots : "$((" + slots + " / " + request.threads() + "))";
  }

  @Override
  public List<String> numbers(ProgramCall call) {
    return call.sweep().isPresent()
        ? List.of("${NSLOTS:-1}", "${NHOSTS:-1}", "${MPJ_LDA_TASK:-$SGE_TASK_ID}")
        : List.of("${NSLOTS:-1}", "${NHOSTS:-1}");
  }

  @Override
  public String task() {
    return "${MPJ_LDA_TASK:-$((SGE_TASK_ID - 1))}";
  }

  @Override
  public List<String> preparation() {
    return List.of();
  }

  /**
   * A job over several hosts that ends with 99 never gets back to those that it reached by qrsh:
   * "cannot run on host until clean up of a previous run has finished" (seen with 8.1.9; its queue
   * master waits for a report of the host that came before). So its next slot is another job.
   */
  @Override
  public List<String> run(ProgramCall call) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "# Grid Engine signals all processes of the job: on one host the program takes the"
                    + " shell's place",
                "# to hear of it once. Stopped with a checkpoint, it exits with 99, and the job"
                    + " starts again.",
                "if ((${NHOSTS:-1} == 1)); then",
                "  exec \"${command[@]}\" --requeue-code 99",
                "fi",
                "",
                "# Over several hosts, Grid Engine would not let it start again where it has"
                    + " been."));
    List<String> again = new ArrayList<>();
    again.add(
        "  # The copy of this script that Grid Engine runs is the next slot, a job of its own;"
            + " where");
    again.add("  # hosts may not submit, 99 is the second best.");
    if (call.sweep().isPresent()) {
      again.add("  sed '/^#\\$ -t /d' \"$0\" | qsub -v \"MPJ_LDA_TASK=$task\" || exit 99");
    } else {
      again.add("  qsub <\"$0\" || exit 99");
    }
    lines.addAll(
        Waiting.then(
            List.of(
                "# USR1: suspended, USR2: deleted, or at its limit. The program hears of it as"
                    + " well.",
                "trap : USR1",
                "trap 'cancelled=yes' USR2"),
            again));
    return lines;
  }
}
