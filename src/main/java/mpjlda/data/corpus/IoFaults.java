package mpjlda.data.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import mpjlda.data.io.ForeignContentException;

/** Reasons for which a file cannot be read, in the user's words. */
final class IoFaults {
  private IoFaults() {}

  static String explain(IOException fault) {
    if (fault instanceof NoSuchFileException) {
      return "no such file";
    }
    if (fault instanceof AccessDeniedException) {
      return "no permission to read it";
    }
    if (fault instanceof ForeignContentException foreign) {
      return foreign.sentence();
    }
    if (fault instanceof EOFException || fault instanceof ZipException) {
      return "the gzip data are cut short or damaged ("
          + fault.getMessage()
          + "); test it with 'gzip -t' and fetch it again";
    }
    return "cannot be read: " + fault.getMessage();
  }
}
