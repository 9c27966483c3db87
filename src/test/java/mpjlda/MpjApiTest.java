package mpjlda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Member;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comparison of the declarations in {@code src/mpj-api} with the real MPJ Express. */
class MpjApiTest {
  private static final Path DECLARATIONS = Path.of("target", "mpj-api");
  private static final Path LIBRARY =
      Path.of(System.getProperty("mpj.home", "target/mpj-home"), "lib", "mpj.jar");

  private URLClassLoader declarations;
  private URLClassLoader library;

  @BeforeEach
  void openBoth() throws IOException {
    assumeTrue(
        Files.isReadable(LIBRARY),
        "skipped: no MPJ Express in " + LIBRARY + "; bin/test and -Dmpj.home=FOLDER provide it");
    declarations = loader(DECLARATIONS);
    library = loader(LIBRARY);
  }

  @AfterEach
  void closeBoth() throws IOException {
    if (library != null) {
      declarations.close();
      library.close();
    }
  }

  @Test
  void eachDeclaredMemberIsInTheLibrary() throws Exception {
    List<String> declared = new ArrayList<>();
    for (String name : declaredClasses()) {
      Class<?> ours = Class.forName(name, false, declarations);
      Class<?> theirs = Class.forName(name, false, library);
      assertThat(members(theirs)).as(name).containsAll(members(ours));
      assertThat(theirs.getModifiers()).as("modifiers of %s", name).isEqualTo(ours.getModifiers());
      assertThat(superclasses(theirs)).as(name).contains(ours.getSuperclass().getName());
      declared.addAll(members(ours));
    }
    assertThat(declared)
        .contains(
            "public static void mpi.MPI.Finalize() throws mpi.MPIException",
            "public static mpi.Op mpi.MPI.SUM",
            "public mpi.Status mpi.Comm.Iprobe(int,int) throws mpi.MPIException");
  }

  @Test
  void testsRunWithTheLibraryNotWithTheDeclarations() throws Exception {
    Class<?> used = Class.forName("mpi.MPI", false, MpjApiTest.class.getClassLoader());
    assertThat(Path.of(used.getProtectionDomain().getCodeSource().getLocation().toURI()))
        .isEqualTo(LIBRARY.toAbsolutePath().normalize());
  }

  private static URLClassLoader loader(Path path) throws IOException {
    return new URLClassLoader(
        new URL[] {path.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  private static List<String> declaredClasses() throws IOException {
    try (Stream<Path> files = Files.walk(DECLARATIONS)) {
      return files
          .map(file -> DECLARATIONS.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.equals("module-info.class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .toList();
    }
  }

  /** Public members with all types and modifiers, in Java's own spelling. */
  private static List<String> members(Class<?> type) {
    return Stream.<Member[]>of(type.getConstructors(), type.getFields(), type.getMethods())
        .flatMap(Stream::of)
        .filter(member -> member.getDeclaringClass() != Object.class)
        .map(Object::toString)
        .toList();
  }

  private static List<String> superclasses(Class<?> type) {
    return Stream.<Class<?>>iterate(type.getSuperclass(), c -> c != null, Class::getSuperclass)
        .map(Class::getName)
        .toList();
  }
}
