package mpjlda.app.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mpjlda.app.config.SettingDeclaration;
import mpjlda.app.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Messages about command lines that cannot be understood. */
final class UsageMessage {
  private static final int MOST_SUGGESTIONS = 3;

  private UsageMessage() {}

  /** All that is wrong, one problem per line. */
  static List<String> lines(ParameterException e) {
    CommandLine command = e.getCommandLine();
    List<String> lines = new ArrayList<>();
    if (e instanceof UnmatchedArgumentException unmatched) {
      lines.addAll(unknown(command.getCommandSpec(), unmatched.getUnmatched()));
      lines.addAll(missing(command));
    } else if (e instanceof MissingParameterException without) {
      lines.addAll(unknown(command.getCommandSpec(), command.getUnmatchedArguments()));
      without.getMissing().forEach(argument -> lines.add(argument.paramLabel() + " is missing"));
    }
    return lines.isEmpty() ? List.of(String.valueOf(e.getMessage())) : lines;
  }

  /** What to try: for a command alone its shortest useful form, else its help. */
  static String advice(CommandSpec spec, boolean alone) {
    if (alone && spec.parent() != null) {
      String example = CommandPage.of(spec).shortestExample();
      if (!example.isEmpty()) {
        return "For example: " + example;
      }
    }
    return "Try: " + spec.qualifiedName() + " --help";
  }

  private static List<String> unknown(CommandSpec spec, List<String> words) {
    List<String> lines = new ArrayList<>();
    boolean isValue = false;
    for (String word : words) {
      if (word.startsWith("-")) {
        String name = word.split("=", 2)[0];
        lines.add(
            "there is no option "
                + name
                + (spec.parent() == null ? "" : " of " + spec.name())
                + suggestion(name, spec.optionsMap().keySet()));
      } else if (spec.parent() == null) {
        lines.add("there is no command " + word + suggestion(word, spec.subcommands().keySet()));
        break; // The rest is for that command.
      } else if (!isValue) {
        lines.add("found \"" + word + "\", expected an option of " + spec.name());
      }
      isValue = word.startsWith("-") && !word.contains("=");
    }
    return lines;
  }

  private static List<String> missing(CommandLine command) {
    if (!(command.getCommand() instanceof SettingsCommand settings)) {
      return List.of();
    }
    return settings.settings().stream()
        .flatMap(type -> Settings.declarations(type).stream())
        .filter(SettingDeclaration::required)
        .map(SettingDeclaration::name)
        .filter(name -> !command.getParseResult().hasMatchedOption(name))
        .map(name -> name + " is missing")
        .toList();
  }

  private static String suggestion(String word, Collection<String> candidates) {
    int most = Math.max(2, word.length() / 3);
    Map<String, Integer> distances =
        candidates.stream()
            .distinct()
            .filter(candidate -> candidate.length() > 2)
            .collect(Collectors.toMap(candidate -> candidate, c -> distance(word, c)));
    List<String> nearest =
        candidates.stream()
            .distinct()
            .filter(candidate -> distances.getOrDefault(candidate, Integer.MAX_VALUE) <= most)
            .sorted(Comparator.comparingInt(distances::get))
            .limit(MOST_SUGGESTIONS)
            .toList();
    return nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?";
  }

  /** Letters to add, drop or change (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
