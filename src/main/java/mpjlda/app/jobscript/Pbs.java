package mpjlda.app.jobscript;

import java.util.ArrayList;
import java.util.List;

/**
 * OpenPBS and PBS Professional: {@code qdel} signals with TERM; a job's owner may not put it back
 * into the queue, so the script submits itself again.
 */
final class Pbs implements BatchSystem {
  @Override
  public String submit() {
    return "qsub";
  }

  @Override
  public List<String> directives(JobRequest request, ProgramCall call) {
    List<String> lines = new ArrayList<>();
    lines.add("-N " + request.name());
    lines.add("-S /bin/bash");
    lines.add("-j oe");
    lines.add("-l select=" + select(request));
    request.time().ifPresent(time -> lines.add("-l walltime=" + Times.clock(time)));
    request.target().queue().ifPresent(queue -> lines.add("-q " + queue));
    request.target().account().ifPresent(account -> lines.add("-A " + account));
    call.sweep().ifPresent(sweep -> lines.add("-J 0-" + (sweep.values().size() - 1)));
    lines.add("-r y");
    return lines.stream().map(line -> "#PBS " + line).toList();
  }

  /** A chunk a node; where the ranks do not divide evenly, the first nodes have one more. */
  private static String select(JobRequest request) {
    int few = request.ranks() / request.nodes();
    int larger = request.ranks() % request.nodes();
    List<String> chunks = new ArrayList<>();
    if (larger > 0) {
      chunks.add(chunks(larger, few + 1, request));
    }
    chunks.add(chunks(request.nodes() - larger, few, request));
    return String.join("+", chunks);
  }

  private static String chunks(int count, int ranks, JobRequest request) {
    return count
        + ":ncpus="
        + ranks * request.threads()
        + ":mpiprocs="
        + ranks
        + request.memoryMegabytes().map(megabytes -> ":mem=" + megabytes * ranks + "mb").orElse("");
  }

  @Override
  public String ranks(JobRequest request) {
    return "$(wc -l <\"$PBS_NODEFILE\")";
  }

  @Override
  public List<String> numbers(ProgramCall call) {
    return call.sweep().isPresent() ? List.of(task()) : List.of();
  }

  @Override
  public String task() {
    return "${MPJ_LDA_TASK:-$PBS_ARRAY_INDEX}";
  }

  @Override
  public List<String> preparation() {
    return List.of("cd -- \"$PBS_O_WORKDIR\" || exit 69");
  }

  @Override
  public List<String> run(ProgramCall call) {
    List<String> again = new ArrayList<>();
    again.add(
        "  # The copy of this script that PBS runs is the job's next slot, begun after this one.");
    if (call.sweep().isPresent()) {
      again.add("  sed '/^#PBS -J /d' \"$0\" |");
      again.add("    qsub -W \"depend=afterany:$PBS_JOBID\" -v \"MPJ_LDA_TASK=$task\" ||");
    } else {
      again.add("  qsub -W \"depend=afterany:$PBS_JOBID\" <\"$0\" ||");
    }
    again.add("    echo \"The job could not be submitted again: qsub the same script again.\" >&2");
    return Waiting.then(
        List.of(
            "# Signals come to this script, of some versions also to the program: it takes the same"
                + " one",
            "# within a fifth of a second for one. TERM is a cancelled job's.",
            "trap 'if [[ -n $pid ]]; then kill -s USR1 \"$pid\"; fi' USR1",
            "trap 'cancelled=yes; if [[ -n $pid ]]; then kill -s TERM \"$pid\"; fi' TERM"),
        again);
  }
}
