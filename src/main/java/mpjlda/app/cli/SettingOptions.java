package mpjlda.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mpjlda.app.config.OptionProblems;
import mpjlda.app.config.SettingDeclaration;
import mpjlda.app.config.Settings;
import picocli.CommandLine.Help;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** Options of the command line that settings records declare. */
final class SettingOptions implements IModelTransformer {
  /** Gives a {@link SettingsCommand} its options, in groups with headings. */
  @Override
  public CommandSpec transform(CommandSpec spec) {
    if (!(spec.userObject() instanceof SettingsCommand command)) {
      throw new IllegalStateException(spec.name() + " has no settings");
    }
    List<SettingDeclaration> all =
        command.settings().stream().flatMap(type -> Settings.declarations(type).stream()).toList();
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    sections.put("", new ArrayList<>(spec.options()));
    sections.put(Settings.COMMON, new ArrayList<>());
    command.settings().forEach(type -> sections.put(Settings.heading(type), new ArrayList<>()));
    List<String> synopsis = new ArrayList<>(List.of("${COMMAND-FULL-NAME}"));
    for (SettingDeclaration declared : all) {
      OptionSpec option = option(declared);
      spec.addOption(option);
      sections.computeIfAbsent(declared.heading(), heading -> new ArrayList<>()).add(option);
      if (declared.required()) {
        synopsis.add(declared.names().get(0) + " " + declared.setting().label());
      }
    }
    synopsis.add("[OPTION]...");
    int place = 1;
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      // What stands behind two hyphens comes last, all else first.
      boolean isLast = parameter.paramLabel().startsWith("--");
      synopsis.add(isLast ? synopsis.size() : place++, label(parameter));
    }
    spec.usageMessage().customSynopsis(String.join(" ", synopsis));
    spec.usageMessage()
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> optionList(help, sections));
    return spec;
  }

  /** A parameter's label, in brackets if it may be left out. */
  static String label(PositionalParamSpec parameter) {
    return parameter.required() ? parameter.paramLabel() : "[" + parameter.paramLabel() + "]";
  }

  /** Options under their headings; common ones come first, then those of the records themselves. */
  private static String optionList(Help help, Map<String, List<OptionSpec>> sections) {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (heading, options) -> {
          if (!options.isEmpty()) {
            Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
            layout.addOptions(options, help.createDefaultParamLabelRenderer());
            text.append(heading.isEmpty() ? "" : help.createHeading("%n" + heading + ":%n"));
            text.append(layout);
          }
        });
    return text.toString();
  }

  private static OptionSpec option(SettingDeclaration declared) {
    OptionSpec.Builder option =
        OptionSpec.builder(declared.names().toArray(String[]::new))
            .description(declared.help().replace("%", "%%"));
    if (declared.isFlag()) {
      return option.type(boolean.class).arity("0").build();
    }
    option.paramLabel(declared.setting().label());
    option.arity(declared.setting().greedy() ? "1..*" : "1");
    option.completionCandidates(declared.words());
    return declared.isList()
        ? option.type(List.class).auxiliaryTypes(String.class).build()
        : option.type(String.class).build();
  }

  /**
   * Reads what the user typed.
   *
   * @param spec of a command that has been parsed
   * @param problems notes every wrong value; the record must not be used then
   */
  static <R extends Record> R read(CommandSpec spec, Class<R> type, OptionProblems problems) {
    ParseResult typed = spec.commandLine().getParseResult();
    return Settings.read(type, name -> typed(typed, name), problems);
  }

  /**
   * Reads what the user typed.
   *
   * @throws mpjlda.core.errors.LdaException (2) with all problems
   */
  static <R extends Record> R read(CommandSpec spec, Class<R> type) {
    OptionProblems problems = new OptionProblems();
    R record = read(spec, type, problems);
    problems.throwIfAny();
    return record;
  }

  /** Values of an option as typed; a flag's is {@code true}; empty if it was not given. */
  static List<String> typed(ParseResult typed, String name) {
    if (!typed.hasMatchedOption(name)) {
      return List.of();
    }
    OptionSpec option = typed.matchedOption(name);
    return option.arity().max() == 0 ? List.of("true") : option.stringValues();
  }
}
