package mpjlda.data.modelio;

import java.time.Instant;

/**
 * Origin of a model: program, machine and times.
 *
 * @param program name and version, such as {@code mpj-lda 0.1.0}
 * @param java version and vendor of the JVM
 * @param host of rank 0
 * @param started the beginning of the training, the first one if it was resumed
 * @param finished when the model was written
 */
public record Provenance(
    String program, String java, String host, Instant started, Instant finished) {
  /** This JVM's name for itself, such as {@code 17.0.15 (Debian), Linux amd64}. */
  public static String thisJava() {
    return String.format(
        "%s (%s), %s %s",
        System.getProperty("java.version", "?"),
        System.getProperty("java.vendor", "?"),
        System.getProperty("os.name", "?"),
        System.getProperty("os.arch", "?"));
  }
}
