package mpjlda.data.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatDetectorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mxm      | %a,b/T,1,1:2
          mxm      | # x//%a,b
          mxm      | T,1,1:2/T,2
          uci      | 2/3/1/1 1 1
          uci      | 2/3/0
          uci      | 1 1 1/1 2 1
          uci      | 3/1/1 1 1
          ldac     | 2 0:1 5:1/0/1 3:3
          ldac     | 0/0/0
          ldac     | 0/0/0/1 2:2
          ldac     | 2 0:1 5:1/3 1:1/1 7:7
          svmlight | -1 1:1 2:1/+1 3:1
          svmlight | 1 1:1 2:1/1 3:1 4:1/0 1:1
          svmlight | 1 qid:1 1:1 2:1/2 qid:1 1:1
          svmlight | 1.5 1:1 # 2:2/# c/-2
          none     | lorem ipsum/dolor sit amet
          none     | {"a": [1, 2]}
          none     | 1 2 3 4/5 6 7 8
          """)
  void tellsFormats(String format, String lines) throws IOException {
    Path file = Bags.write(folder.resolve("x"), lines.replace('/', '\n') + "\n");
    String found =
        FormatDetector.detect(ByteSource.of(file))
            .map(CorpusFormat::optionName)
            .orElse("none")
            .toLowerCase(Locale.ROOT);
    assertThat(found).isEqualTo(format);
  }
}
