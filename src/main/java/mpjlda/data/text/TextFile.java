package mpjlda.data.text;

import java.nio.file.Path;

/**
 * A file of text.
 *
 * @param name for its documents: the file's name, or its path within the folder that was given
 * @param kind never {@link TextKind#AUTO}
 */
record TextFile(Path path, String name, TextKind kind) {
  boolean html() {
    return TextKind.isHtml(name);
  }
}
