package mpjlda.cluster.launch.remote;

import java.nio.file.Path;
import java.util.List;
import mpjlda.cluster.launch.rank.RankRuntime;

/**
 * The program that every rank runs.
 *
 * @param java the {@code java} executable
 * @param classPath without MPJ Express
 * @param mainClass whose {@code main} calls {@link RankRuntime#run}
 * @param arguments of {@code main}
 */
public record ProgramPlan(
    Path java, List<Path> classPath, String mainClass, List<String> arguments) {
  public ProgramPlan {
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
  }
}
