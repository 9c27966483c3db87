package mpjlda.train;

import mpjlda.console.Console;

/** Says nothing. */
final class SilentConsole implements Console {
  @Override
  public void result(String line) {}

  @Override
  public void say(String line) {}

  @Override
  public void progress(String line) {}

  @Override
  public void phase(String phase, int iteration) {}
}
