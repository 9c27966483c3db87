package mpjlda.archfixture.wrong;

import picocli.CommandLine;

/** Knows the command line. */
public final class UsesPicocli {
  private UsesPicocli() {}

  public static CommandLine parser(Object command) {
    return new CommandLine(command);
  }
}
