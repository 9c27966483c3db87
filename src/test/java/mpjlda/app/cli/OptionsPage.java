package mpjlda.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mpjlda.app.config.SettingDeclaration;
import mpjlda.app.config.Settings;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reference page of all commands and options, and bash completion, from their declarations. */
final class OptionsPage {
  static final Path PAGE = Path.of("src/site/markdown/options.md");

  private OptionsPage() {}

  /** Writes the page to its place, and the completion to {@code target/mpj-lda.bash}. */
  public static void main(String[] args) throws IOException {
    Files.writeString(PAGE, markdown());
    Files.writeString(
        Path.of("target", "mpj-lda.bash"), AutoComplete.bash("mpj-lda", Main.commandLine()));
  }

  static String markdown() {
    StringBuilder page = new StringBuilder("# Commands and options\n\n");
    page.append("This page is generated from the program's declarations: see OptionsPageTest.\n");
    commands().forEach((name, command) -> append(page, name, command.getCommandSpec()));
    return page.toString();
  }

  static Map<String, CommandLine> commands() {
    Map<String, CommandLine> commands = new LinkedHashMap<>(Main.commandLine().getSubcommands());
    commands.remove("help");
    return commands;
  }

  private static void append(StringBuilder page, String name, CommandSpec spec) {
    page.append("\n## ").append(name).append("\n\n");
    page.append(text(spec.usageMessage().description())).append("\n");
    spec.positionalParameters().forEach(p -> row(page, p.paramLabel(), p));
    sections(spec)
        .forEach(
            (heading, options) -> {
              if (!heading.isEmpty()) {
                page.append("\n### ").append(heading).append("\n");
              }
              options.forEach(option -> row(page, names(option), option));
            });
  }

  private static Map<String, List<OptionSpec>> sections(CommandSpec spec) {
    Map<String, String> headings = new LinkedHashMap<>();
    if (spec.userObject() instanceof SettingsCommand command) {
      for (Class<? extends Record> type : command.settings()) {
        for (SettingDeclaration declared : Settings.declarations(type)) {
          headings.put(declared.name(), declared.heading());
        }
      }
    }
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    sections.put("", new ArrayList<>());
    sections.put(Settings.COMMON, new ArrayList<>());
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        sections
            .computeIfAbsent(
                headings.getOrDefault(option.longestName(), ""), heading -> new ArrayList<>())
            .add(option);
      }
    }
    sections.values().removeIf(List::isEmpty);
    return sections;
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private static void row(StringBuilder page, String names, ArgSpec arg) {
    page.append("\n`").append(names).append("`\n: ").append(text(arg.description())).append("\n");
  }

  private static String text(String[] lines) {
    return List.of(lines).stream()
        .map(line -> Ansi.OFF.string(line).replace("%%", "%"))
        .collect(Collectors.joining(" "));
  }
}
