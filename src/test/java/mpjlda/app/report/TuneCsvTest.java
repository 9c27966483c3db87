package mpjlda.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mpjlda.core.errors.LdaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCsvTest {
  @TempDir Path folder;

  private TuneCsv read(String text) throws IOException {
    Files.writeString(folder.resolve("tune.csv"), text);
    return TuneCsv.read(folder);
  }

  @Test
  void columnsAndRows() throws IOException {
    TuneCsv table = read("k,alpha,note\r\n5,0.1,\"a, \"\"b\"\"\"\r\n\r\n10,,\r\n");

    assertThat(table.columns()).containsExactly("k", "alpha", "note");
    assertThat(table.rows())
        .containsExactly(List.of("5", "0.1", "a, \"b\""), List.of("10", "", ""));
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    assertThatThrownBy(() -> TuneCsv.read(folder))
        .isInstanceOf(LdaException.class)
        .hasMessageContaining("there is no tune.csv");
    assertThatThrownBy(() -> read("a,b\n1,2\n3\n"))
        .hasMessageContaining("tune.csv:3: 1 columns found, 2 expected");
    assertThatThrownBy(() -> read("\n")).hasMessageContaining("an empty file");
  }
}
