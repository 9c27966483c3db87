package mpjlda.app.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Results of a search, the best configuration first, in the forms in which they are printed and
 * written. But for the seconds they are the same on any number of ranks.
 *
 * @param folds of each configuration
 * @param ranked the best first, at least one
 */
record TuneTable(int folds, List<Score> ranked) {
  TuneTable {
    ranked = List.copyOf(ranked);
  }

  Score best() {
    return ranked.get(0);
  }

  /** For the user: no times. */
  List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("rank", "topics", "alpha", "eta", "perplexity", "sd", "iterations"));
    for (int i = 0; i < ranked.size(); i++) {
      Score score = ranked.get(i);
      Configuration configuration = score.configuration();
      rows.add(
          List.of(
              "" + (i + 1),
              "" + configuration.topics(),
              "" + configuration.alphaAsTyped(),
              "" + configuration.etaAsTyped(),
              String.format(Locale.ROOT, "%.3f", score.mean()),
              folds == 1 ? "-" : String.format(Locale.ROOT, "%.3f", score.spread()),
              "" + score.iterations()));
    }
    return aligned(rows);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    rows.forEach(row -> Arrays.setAll(widths, c -> Math.max(widths[c], row.get(c).length())));
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      line.append(c == 0 ? "" : "  ");
      line.append(" ".repeat(widths[c] - row.get(c).length())).append(row.get(c));
    }
    return line.toString();
  }

  /** {@code tune.csv}: a line of column names and one for each configuration. */
  String csv() {
    StringBuilder csv = new StringBuilder("rank,configuration,topics,alpha,eta");
    csv.append(",mean_perplexity,sd_perplexity");
    for (int fold = 1; fold <= folds; fold++) {
      csv.append(",fold_").append(fold);
    }
    csv.append(",max_iterations,iterations,seconds\n");
    for (int i = 0; i < ranked.size(); i++) {
      Score score = ranked.get(i);
      List<Object> fields = new ArrayList<>(List.of(i + 1, score.number()));
      fields.addAll(score.configuration().toMap().values());
      fields.add(score.mean());
      fields.add(folds == 1 ? "" : score.spread());
      score.folds().forEach(fold -> fields.add(fold.perplexity()));
      fields.addAll(List.of(score.maxIterations(), score.iterations(), score.seconds()));
      csv.append(fields.stream().map(String::valueOf).collect(Collectors.joining(",")))
          .append('\n');
    }
    return csv.toString();
  }

  /** For {@code tune.json}. */
  List<Map<String, Object>> toMaps() {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      Score score = ranked.get(i);
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("rank", i + 1);
      map.put("configuration", score.number());
      map.putAll(score.configuration().toMap());
      map.put("mean_perplexity", score.mean());
      map.put("sd_perplexity", score.spread());
      map.put("folds", score.folds().stream().map(TrialResult::perplexity).toList());
      map.put("max_iterations", score.maxIterations());
      map.put("iterations", score.iterations());
      map.put("seconds", score.seconds());
      maps.add(map);
    }
    return maps;
  }
}
