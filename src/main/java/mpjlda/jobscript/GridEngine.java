package mpjlda.jobscript;

import java.util.ArrayList;
import java.util.List;

/**
 * Grid Engine: {@code -notify} sends USR1 before a job is suspended and USR2 before it is killed;
 * the exit code 99 puts the job back into the queue.
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
  public String task() {
    return "$((SGE_TASK_ID - 1))";
  }

  @Override
  public List<String> preparation() {
    return List.of();
  }

  @Override
  public List<String> programOptions() {
    return List.of("--requeue-code", "99");
  }

  @Override
  public List<String> run(ProgramCall call) {
    return List.of(
        "# Grid Engine signals all processes of the job: the program must be in the shell's place to hear",
        "# of it once. Stopped with a checkpoint, it exits with 99: Grid Engine starts the job again.",
        "exec \"${command[@]}\"");
  }
}
