package mpjlda.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reference page of all commands and options, from their declarations. */
final class OptionsPage {
  static final Path PAGE = Path.of("src/site/markdown/options.md");

  private OptionsPage() {}

  /** Writes the page to its place. */
  public static void main(String[] args) throws IOException {
    Files.writeString(PAGE, markdown());
  }

  static String markdown() {
    StringBuilder page = new StringBuilder("# Commands and options\n\n");
    page.append("This page is generated from the program's declarations: see OptionsPageTest.\n");
    CommandPage.all().forEach(command -> append(page, command));
    return page.toString();
  }

  private static void append(StringBuilder page, CommandPage command) {
    page.append("\n## ").append(command.name()).append("\n\n");
    page.append(String.join(" ", command.description())).append("\n");
    command.parameters().forEach(parameter -> append(page, parameter));
    command
        .sections()
        .forEach(
            (heading, entries) -> {
              if (!heading.isEmpty()) {
                page.append("\n### ").append(heading).append("\n");
              }
              entries.forEach(entry -> append(page, entry));
            });
  }

  private static void append(StringBuilder page, CommandPage.Entry entry) {
    page.append("\n`").append(entry.usage()).append("`\n: ").append(entry.help()).append("\n");
  }
}
