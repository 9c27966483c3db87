package mpjlda.app.train;

import java.util.ArrayList;
import java.util.List;
import mpjlda.core.console.Console;

/** Shows nothing, but remembers what was said. */
public final class SilentConsole implements Console {
  private final List<String> said = new ArrayList<>();

  List<String> said() {
    return said;
  }

  @Override
  public void result(String line) {}

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public void progress(String line) {}

  @Override
  public void phase(String phase, int iteration) {}
}
