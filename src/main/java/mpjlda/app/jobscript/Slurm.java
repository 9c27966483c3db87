package mpjlda.app.jobscript;

import java.util.ArrayList;
import java.util.List;

/**
 * Slurm: {@code --signal=B:USR1@N} signals the script alone; {@code scancel} signals all processes
 * with TERM; {@code scontrol requeue} puts the job back into the queue.
 */
final class Slurm implements BatchSystem {
  @Override
  public String submit() {
    return "sbatch";
  }

  @Override
  public List<String> directives(JobRequest request, ProgramCall call) {
    List<String> lines = new ArrayList<>();
    lines.add("--job-name=" + request.name());
    lines.add("--nodes=" + request.nodes());
    lines.add("--ntasks=" + request.ranks());
    lines.add("--cpus-per-task=" + request.threads());
    request
        .time()
        .ifPresent(
            time -> {
              lines.add("--time=" + Times.clock(time));
              lines.add("--signal=B:USR1@" + request.signalSeconds());
            });
    request
        .memoryMegabytes()
        .ifPresent(
            megabytes ->
                lines.add("--mem-per-cpu=" + Times.share(megabytes, request.threads()) + "M"));
    request.target().queue().ifPresent(partition -> lines.add("--partition=" + partition));
    request.target().account().ifPresent(account -> lines.add("--account=" + account));
    call.sweep().ifPresent(sweep -> lines.add("--array=0-" + (sweep.values().size() - 1)));
    lines.add("--requeue");
    lines.add("--open-mode=append");
    return lines.stream().map(line -> "#SBATCH " + line).toList();
  }

  @Override
  public String ranks(JobRequest request) {
    return "${SLURM_NTASKS:-" + request.ranks() + "}";
  }

  @Override
  public List<String> numbers(ProgramCall call) {
    return call.sweep().isPresent()
        ? List.of("${SLURM_NTASKS:-1}", task())
        : List.of("${SLURM_NTASKS:-1}");
  }

  @Override
  public String task() {
    return "$SLURM_ARRAY_TASK_ID";
  }

  @Override
  public List<String> preparation() {
    return List.of();
  }

  @Override
  public List<String> run(ProgramCall call) {
    return Waiting.then(
        List.of(
            "# USR1 comes to this script alone and is handed on. A cancelled job's TERM comes to"
                + " all its",
            "# processes: a second one would end the program at once, without a checkpoint.",
            "trap 'if [[ -n $pid ]]; then kill -s USR1 \"$pid\"; fi' USR1",
            "trap 'cancelled=yes' TERM"),
        List.of(
            "  # Ends this script; the job's next slot starts it again.",
            "  scontrol requeue \"$SLURM_JOB_ID\" ||",
            "    echo \"The job could not be put back into the queue: sbatch the same script"
                + " again.\" >&2"));
  }
}
