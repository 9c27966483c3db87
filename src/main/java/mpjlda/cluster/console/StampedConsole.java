package mpjlda.cluster.console;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import mpjlda.core.console.UserConsole;

/** Puts the time of day before each line of talk, for {@code -v}. Results stay as they are. */
public final class StampedConsole implements UserConsole {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS ");

  private final UserConsole console;

  public StampedConsole(UserConsole console) {
    this.console = console;
  }

  @Override
  public void result(String line) {
    console.result(line);
  }

  @Override
  public void say(String line) {
    console.say(now() + line);
  }

  @Override
  public void error(String text) {
    console.error(now() + text);
  }

  @Override
  public void progress(String line) {
    console.progress(now() + line);
  }

  @Override
  public void phase(String phase, int iteration) {
    console.phase(phase, iteration);
  }

  private static String now() {
    return LocalTime.now(ZoneId.systemDefault()).format(TIME);
  }
}
