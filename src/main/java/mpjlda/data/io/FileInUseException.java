package mpjlda.data.io;

import java.io.IOException;
import java.nio.file.Path;

/** Another process is writing the file at this moment. */
public final class FileInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  FileInUseException(Path file) {
    super("another process is writing " + file);
  }
}
