package mpjlda.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import mpjlda.core.errors.LdaException;
import picocli.CommandLine;

/**
 * What a command did.
 *
 * @param exitCode as the shell would see it
 * @param out standard output
 * @param message of the failure, empty if there was none
 */
record CommandRun(int exitCode, String out, String message) {
  static CommandRun of(Object command, Object... arguments) {
    StringWriter out = new StringWriter();
    StringBuilder message = new StringBuilder();
    String[] typed = new String[arguments.length];
    for (int i = 0; i < typed.length; i++) {
      typed[i] = arguments[i].toString();
    }
    int exitCode =
        new CommandLine(command)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                  message.append(failure.getMessage());
                  return failure instanceof LdaException known ? known.exitCode() : 70;
                })
            .setParameterExceptionHandler(
                (failure, typedAgain) -> {
                  message.append(failure.getMessage());
                  return 2;
                })
            .execute(typed);
    return new CommandRun(exitCode, out.toString(), message.toString());
  }
}
