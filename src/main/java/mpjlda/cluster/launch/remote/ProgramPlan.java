package mpjlda.cluster.launch.remote;

import java.nio.file.Path;
import java.util.List;

/**
 * The program that every rank runs.
 *
 * @param java the {@code java} executable
 * @param classPath without MPJ Express
 * @param mainClass the class whose {@code main} runs a rank
 * @param arguments of {@code main}
 */
public record ProgramPlan(
    Path java, List<Path> classPath, String mainClass, List<String> arguments) {
  public ProgramPlan {
    classPath = List.copyOf(classPath);
    arguments = List.copyOf(arguments);
  }
}
