package mpjlda.app.jobscript;

import java.util.List;

/** A batch system's own part of a job script. */
interface BatchSystem {
  /** What submits a script, for the comment in its head. */
  String submit();

  /** The lines that the batch system reads. */
  List<String> directives(JobRequest request, ProgramCall call);

  /** The shell expression for the number of ranks that were granted. */
  String ranks(JobRequest request);

  /** The shell expression for the number of this job among those of a sweep, from 0. */
  String task();

  /** The shell expressions that the script takes for whole numbers. */
  List<String> numbers(ProgramCall call);

  /** What comes before the program: the working folder. */
  List<String> preparation();

  /** Starts {@code "${command[@]}"}, hands on signals and gets the next slot. */
  List<String> run(ProgramCall call);
}
