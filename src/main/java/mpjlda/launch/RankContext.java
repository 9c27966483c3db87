package mpjlda.launch;

import java.util.List;
import mpjlda.comm.PointToPoint;
import mpjlda.console.Console;

/**
 * What a rank's program is given.
 *
 * @param pointToPoint to the other ranks; need not be closed
 * @param console say, result and progress are for rank 0, phase is for every rank
 * @param host this rank's host, for messages
 * @param arguments the program's own
 */
public record RankContext(
    PointToPoint pointToPoint, Console console, String host, List<String> arguments) {
  public RankContext {
    arguments = List.copyOf(arguments);
  }
}
