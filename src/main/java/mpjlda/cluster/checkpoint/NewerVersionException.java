package mpjlda.cluster.checkpoint;

import java.nio.file.Path;
import mpjlda.core.errors.LdaException;

/** A generation that a later version of this program wrote: neither damaged nor readable. */
final class NewerVersionException extends Exception {
  private static final long serialVersionUID = 1L;

  NewerVersionException(Path manifest, long version) {
    super(
        String.format(
            "%s: format version %d found, this program reads up to %d. Use a newer mpj-lda.",
            manifest, version, Manifest.FORMAT_VERSION));
  }

  LdaException forUser() {
    return LdaException.badInput(String.valueOf(getMessage()));
  }
}
