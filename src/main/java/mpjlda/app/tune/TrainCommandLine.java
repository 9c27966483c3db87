package mpjlda.app.tune;

import java.util.ArrayList;
import java.util.List;
import mpjlda.app.config.Settings;
import mpjlda.app.config.ShellWords;
import mpjlda.app.config.TrainingConfig;

/** The command that trains a configuration on the whole corpus. */
public final class TrainCommandLine {
  private TrainCommandLine() {}

  public static String of(TrainingConfig config) {
    List<String> words = new ArrayList<>(List.of("mpj-lda", "train"));
    words.addAll(Settings.arguments(config));
    return ShellWords.quote(words);
  }
}
