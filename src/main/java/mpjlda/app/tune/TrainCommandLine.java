package mpjlda.app.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mpjlda.app.config.TrainingConfig;

/** The command that trains a configuration on the whole corpus. */
final class TrainCommandLine {
  /** Options whose names in {@code model.json} stand for those of the command line. */
  private static final Set<String> SAME =
      Set.of(
          "topics",
          "algorithm",
          "alpha",
          "eta",
          "estep_iterations",
          "estep_tolerance",
          "batch_size",
          "tau0",
          "kappa",
          "polish",
          "precision",
          "seed");

  private TrainCommandLine() {}

  static String of(TrainingConfig config) {
    List<String> words = new ArrayList<>(List.of("mpj-lda", "train"));
    config.corpus().paths().forEach(path -> words.addAll(List.of("--corpus", path)));
    words.addAll(List.of("--format", config.corpus().format().optionName()));
    if (config.corpus().vocabulary() != null) {
      words.addAll(List.of("--vocab", config.corpus().vocabulary().toString()));
    }
    if (config.corpus().maxVocabulary() < Integer.MAX_VALUE) {
      words.addAll(List.of("--max-vocabulary", "" + config.corpus().maxVocabulary()));
    }
    for (Map.Entry<String, Object> option : config.modelOptions().entrySet()) {
      if (SAME.contains(option.getKey())) {
        words.addAll(List.of("--" + option.getKey().replace('_', '-'), "" + option.getValue()));
      }
    }
    if (config.method().continueGammaAfter() != TrainingConfig.Method.NEVER) {
      words.addAll(List.of("--continue-gamma-after", "" + config.method().continueGammaAfter()));
    }
    if (config.kernel().activeSet()) {
      words.add("--skip-topics");
    }
    words.addAll(List.of("--iterations", "" + config.iterations()));
    words.addAll(List.of("--tolerance", "" + config.tolerance()));
    words.addAll(List.of("--output", config.output().toString()));
    return String.join(" ", words.stream().map(TrainCommandLine::quoted).toList());
  }

  /** As a shell reads it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
