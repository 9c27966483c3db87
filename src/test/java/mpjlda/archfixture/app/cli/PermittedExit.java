package mpjlda.archfixture.app.cli;

import picocli.CommandLine;

/** Where the process ends and prints. */
public final class PermittedExit {
  private PermittedExit() {}

  public static void end(CommandLine parser) {
    System.out.println(parser.getCommandName());
    System.exit(0);
  }
}
