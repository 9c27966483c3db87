package mpjlda.app.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import mpjlda.data.io.AtomicFile;

/** Text files, in UTF-8. */
final class Lines {
  private Lines() {}

  @FunctionalInterface
  interface Body {
    void writeTo(Writer out) throws IOException;
  }

  static Path write(Path file, Body body) {
    AtomicFile.writeStream(
        file,
        out -> {
          Writer writer =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
          body.writeTo(writer);
          writer.flush();
        });
    return file;
  }

  /** Copies a program that reads the exported files into their folder. */
  static Path copyResource(String name, Path folder) {
    Path file = folder.resolve(name);
    AtomicFile.writeStream(
        file,
        out -> {
          try (InputStream text = Lines.class.getResourceAsStream(name)) {
            if (text == null) {
              throw new IOException("the program has no " + name);
            }
            text.transferTo(out);
          }
        });
    return file;
  }
}
