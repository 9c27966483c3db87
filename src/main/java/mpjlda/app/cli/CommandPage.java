package mpjlda.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.app.config.SettingDeclaration;
import mpjlda.app.config.Settings;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The reference of a command, from its declarations.
 *
 * @param name as typed after the program's
 * @param synopsis the form of a command line
 * @param description one sentence or more an entry
 * @param parameters that have no name
 * @param sections options by heading, the first without one
 * @param examples lines, with an explanation here and there
 */
record CommandPage(
    String name,
    String synopsis,
    List<String> description,
    List<Entry> parameters,
    Map<String, List<Entry>> sections,
    List<String> examples) {
  /**
   * An option or parameter.
   *
   * @param names with hyphens; for a parameter its label
   * @param label of the value; empty: none
   * @param words that the value is one of; empty: any
   */
  record Entry(List<String> names, String label, String help, List<String> words) {
    /** Names and value as a user may type them. */
    String usage() {
      String all = String.join(", ", names);
      return label.isEmpty() ? all : all + " " + label;
    }
  }

  /** The pages of all commands, in the order of the program's help. */
  static List<CommandPage> all() {
    return Main.commandLine().getSubcommands().values().stream()
        .map(command -> of(command.getCommandSpec()))
        .filter(page -> !page.name().equals("help"))
        .toList();
  }

  static CommandPage of(CommandSpec spec) {
    Map<String, SettingDeclaration> declared = new LinkedHashMap<>();
    Map<String, List<Entry>> sections = new LinkedHashMap<>();
    sections.put("", new ArrayList<>());
    sections.put(Settings.COMMON, new ArrayList<>());
    if (spec.userObject() instanceof SettingsCommand command) {
      for (Class<? extends Record> type : command.settings()) {
        sections.put(Settings.heading(type), new ArrayList<>());
        Settings.declarations(type).forEach(setting -> declared.put(setting.name(), setting));
      }
    }
    for (OptionSpec option : spec.options()) {
      SettingDeclaration setting = declared.get(option.longestName());
      if (!option.hidden()) {
        sections
            .computeIfAbsent(setting == null ? "" : setting.heading(), h -> new ArrayList<>())
            .add(entry(option, setting == null ? List.of() : setting.words()));
      }
    }
    sections.values().removeIf(List::isEmpty);
    return new CommandPage(
        spec.name(),
        String.join(" ", texts(spec.usageMessage().customSynopsis()))
            .replace("${COMMAND-FULL-NAME}", "mpj-lda " + spec.name()),
        texts(spec.usageMessage().description()),
        spec.positionalParameters().stream()
            .map(
                parameter ->
                    new Entry(
                        List.of(SettingOptions.label(parameter)),
                        "",
                        String.join(" ", texts(parameter.description())),
                        List.of()))
            .toList(),
        sections,
        texts(spec.usageMessage().footer()));
  }

  private static Entry entry(OptionSpec option, List<String> words) {
    return new Entry(
        List.of(option.names()),
        option.arity().max() == 0 ? "" : option.paramLabel(),
        String.join(" ", texts(option.description())),
        words);
  }

  private static List<String> texts(String[] lines) {
    return Arrays.stream(lines).map(line -> Ansi.OFF.string(line).replace("%%", "%")).toList();
  }

  /** The shortest command that does something useful; empty if the page has no example. */
  String shortestExample() {
    return examples.stream()
        .map(String::strip)
        .filter(line -> line.startsWith("mpj-lda "))
        .map(line -> line.split(" {2,}", 2)[0])
        .findFirst()
        .orElse("");
  }
}
