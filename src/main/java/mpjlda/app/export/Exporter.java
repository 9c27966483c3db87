package mpjlda.app.export;

import java.nio.file.Path;
import java.util.List;

/** Writes a model in one form. */
@FunctionalInterface
interface Exporter {
  /**
   * Writes files into an existing folder.
   *
   * @return the files, in the order in which they were written
   * @throws mpjlda.core.errors.LdaException (70) if one cannot be written, (65) if the corpus does
   *     not fit
   */
  List<Path> write(ExportSource source, Path folder);
}
