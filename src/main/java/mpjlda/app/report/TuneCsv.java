package mpjlda.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjlda.core.errors.LdaException;

/**
 * Results of a hyper-parameter search, read from {@code tune.csv}: a line of column names, then a
 * line for each configuration. The columns are not fixed; the page draws the score against each
 * column of numbers.
 *
 * @param rows each as long as {@code columns}
 */
record TuneCsv(List<String> columns, List<List<String>> rows) {
  private static final String FILE = "tune.csv";

  TuneCsv {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * @throws LdaException (65) if there is no {@code tune.csv} in the folder, or a line of it is
   *     longer or shorter than the first
   */
  static TuneCsv read(Path folder) {
    Path path = folder.resolve(FILE);
    if (!Files.exists(path)) {
      throw LdaException.badInput(
          folder + ": there is no " + FILE + "; the output folder of `mpj-lda tune` is expected.");
    }
    List<List<String>> rows = new ArrayList<>();
    int number = 0;
    for (String line : TrainingHistory.text(path).lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      List<String> fields = fields(line);
      if (!rows.isEmpty() && fields.size() != rows.get(0).size()) {
        throw LdaException.badInput(
            String.format(
                "%s:%d: %d columns found, %d expected as in the first line.",
                path, number, fields.size(), rows.get(0).size()));
      }
      rows.add(fields);
    }
    if (rows.isEmpty()) {
      throw LdaException.badInput(path + ": an empty file, a line of column names expected.");
    }
    return new TuneCsv(rows.get(0), rows.subList(1, rows.size()));
  }

  void write(ScriptJson json) throws IOException {
    json.texts("columns", columns);
    json.array(
        "rows",
        () -> {
          for (List<String> row : rows) {
            json.array(
                () -> {
                  for (String field : row) {
                    json.text(field);
                  }
                });
          }
        });
  }

  /** RFC 4180, without line ends in fields. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean quote = c == '"';
      if (quoted && quote && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (quote) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
