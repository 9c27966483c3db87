package mpjlda.app.cli;

import java.util.List;
import java.util.Locale;
import mpjlda.data.io.ProgramVersion;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Man pages in the language of troff. */
final class ManPage {
  private final StringBuilder text = new StringBuilder();

  private ManPage(String name) {
    request("TH", name.toUpperCase(Locale.ROOT), "1", "", version(), "mpj-lda");
    // No hyphenation, so that options can be searched for.
    line(".nh");
    line(".ad l");
  }

  private static String version() {
    return "mpj-lda " + ProgramVersion.value();
  }

  /** The page of the program, with all commands. */
  static String ofProgram(List<CommandPage> pages) {
    UsageMessageSpec usage = Main.commandLine().getCommandSpec().usageMessage();
    ManPage page = new ManPage("mpj-lda");
    page.name("mpj-lda", "topic models by variational inference on every core and node");
    page.section("SYNOPSIS").line("\\fBmpj\\-lda\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]...");
    page.section("DESCRIPTION").paragraphs(List.of(usage.description()));
    page.section("COMMANDS");
    for (CommandPage command : pages) {
      page.item("\\fBmpj\\-lda\\-" + escaped(command.name()) + "\\fR(1)")
          .paragraphs(List.of(command.description().get(0)));
    }
    page.section("EXIT STATUS").paragraphs(List.of(String.join(" ", usage.footer()).strip()));
    return page.text.toString();
  }

  /** The page of a command. */
  static String ofCommand(CommandPage command) {
    ManPage page = new ManPage("mpj-lda-" + command.name());
    page.name("mpj-lda-" + command.name(), command.description().get(0));
    page.section("SYNOPSIS").line(escaped(command.synopsis()));
    page.section("DESCRIPTION").paragraphs(command.description());
    page.section("OPTIONS");
    command.parameters().forEach(page::entry);
    command
        .sections()
        .forEach(
            (heading, entries) -> {
              if (!heading.isEmpty()) {
                page.request("SS", heading);
              }
              entries.forEach(page::entry);
            });
    if (!command.examples().isEmpty()) {
      page.section("EXAMPLES").line(".nf");
      command.examples().forEach(line -> page.line(escaped(line)));
      page.line(".fi");
    }
    page.section("SEE ALSO").line("\\fBmpj\\-lda\\fR(1)");
    return page.text.toString();
  }

  private void name(String name, String what) {
    section("NAME").line(escaped(name) + " \\- " + escaped(what.replaceAll("\\.$", "")));
  }

  private void entry(CommandPage.Entry entry) {
    String names = "\\fB" + escaped(String.join(", ", entry.names())) + "\\fR";
    item(entry.label().isEmpty() ? names : names + " \\fI" + escaped(entry.label()) + "\\fR")
        .paragraphs(List.of(entry.help()));
  }

  private ManPage section(String heading) {
    request("SH", heading);
    return this;
  }

  private ManPage item(String head) {
    line(".TP");
    line(head);
    return this;
  }

  private void paragraphs(List<String> paragraphs) {
    for (int i = 0; i < paragraphs.size(); i++) {
      if (i > 0) {
        line(".PP");
      }
      line(escaped(paragraphs.get(i)));
    }
  }

  private void request(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Text as it stands: no hyphenation, no requests at the begin of a line. */
  private static String escaped(String plain) {
    String text = plain.replace("\\", "\\e").replace("-", "\\-");
    return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
  }
}
