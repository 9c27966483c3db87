package mpjlda.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The reference page of options is what the program's declarations say. */
class OptionsPageTest {
  @Test
  void everyOptionOfEveryCommandIsOnThePage() {
    String page = OptionsPage.markdown();
    Main.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("help")) {
                int begin = page.indexOf("\n## " + name + "\n");
                assertThat(begin).as(name).isPositive();
                int end = page.indexOf("\n## ", begin + 1);
                String section = page.substring(begin, end < 0 ? page.length() : end);
                command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> assertThat(section).contains(option.names()));
              }
            });
  }

  /** The property {@code options.write} makes the page again. */
  @Test
  void thePageIsUpToDate() throws IOException {
    String found = Files.exists(OptionsPage.PAGE) ? Files.readString(OptionsPage.PAGE) : "";
    if (Boolean.getBoolean("options.write")) {
      OptionsPage.main(new String[0]);
      found = Files.readString(OptionsPage.PAGE);
    }
    assertThat(found)
        .as(
            "%s: write it again with bin/test -Dtest=OptionsPageTest -Doptions.write=true",
            OptionsPage.PAGE)
        .isEqualTo(OptionsPage.markdown());
  }
}
