package mpjlda.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Contents of the jar that users run: licences in, MPJ Express out. */
class JarIT {
  @Test
  void eachLibraryHasItsLicence() throws IOException {
    assertThat(entries())
        .contains(
            "META-INF/LICENSE",
            "META-INF/licenses/commons-codec/NOTICE.txt",
            "META-INF/licenses/commons-csv/LICENSE.txt",
            "META-INF/licenses/commons-csv/NOTICE.txt",
            "META-INF/licenses/commons-io/NOTICE.txt",
            "META-INF/licenses/jackson-annotations/LICENSE",
            "META-INF/licenses/jackson-core/FastDoubleParser-LICENSE",
            "META-INF/licenses/jackson-core/NOTICE",
            "META-INF/licenses/jackson-databind/LICENSE",
            "META-INF/licenses/lucene-analysis-common/LICENSE.txt",
            "META-INF/licenses/lucene-core/NOTICE.txt",
            "META-INF/licenses/ojalgo/LICENSE");
  }

  @Test
  void noClassOfMpjExpressIsInside() throws IOException {
    assertThat(entries())
        .contains("picocli/CommandLine.class")
        .noneMatch(
            name -> name.matches("(mpi|mpjdev|xdev)/.*") || name.equals("module-info.class"));
  }

  @Test
  void theModuleHasAName() throws IOException {
    try (JarFile jar = new JarFile(Program.JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo("mpjlda");
    }
  }

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(Program.JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }
}
