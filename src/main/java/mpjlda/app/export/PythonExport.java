package mpjlda.app.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mpjlda.data.io.AtomicFile;
import mpjlda.data.io.Json;

/**
 * Arrays, and next to them a Python module whose {@code load()} makes another library's model of
 * them. Those libraries' own files are pickles of their objects, which differ from version to
 * version.
 */
final class PythonExport implements Exporter {
  private final String module;

  PythonExport(String module) {
    this.module = module;
  }

  @Override
  public List<Path> write(ExportSource source, Path folder) {
    List<Path> files = new ArrayList<>(NumpyExport.parameters(source, folder));
    Path settings = folder.resolve("settings.json");
    AtomicFile.writeText(
        settings, Json.pretty(Map.of("eta", source.eta(), "documents", source.info().documents())));
    files.add(settings);
    files.add(Lines.copyResource(module, folder));
    return files;
  }
}
