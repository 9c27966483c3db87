package mpjlda.cluster.launch.protocol;

import java.util.Optional;
import mpjlda.cluster.comm.Endpoint;

/**
 * What a rank tells its supervisor: one line on its standard output, {@value #MARK} (a control
 * character that no text contains), a letter, then fields separated by tabs. Text fields have
 * backslash, tab, line feed and carriage return escaped. Any line without the mark is ordinary
 * output of the program or a library.
 */
public sealed interface RankMessage {
  /** Start of heading, U+0001. */
  char MARK = '\u0001';

  /** A line of the result. */
  record Result(String line) implements RankMessage {}

  /** A line of talk. */
  record Say(String line) implements RankMessage {}

  /** A line of progress. */
  record Progress(String line) implements RankMessage {}

  /** The rank's process runs. */
  record Identity(long processId) implements RankMessage {}

  /** The rank waits for the others' connections there. */
  record Listening(Endpoint endpoint) implements RankMessage {}

  /** The rank has met all others. */
  record Joined() implements RankMessage {}

  /** The rank has gone on to another place. */
  record Phase(RankPosition position) implements RankMessage {}

  /**
   * The rank is alive.
   *
   * @param steps how often it has gone on to another place
   */
  record Heartbeat(RankPosition position, long steps) implements RankMessage {}

  /** The state after this iteration is safe on disk. */
  record Checkpointed(int iteration) implements RankMessage {}

  /** The rank has failed and is about to end. */
  record Failed(RankFailure failure) implements RankMessage {}

  /** The program has returned this exit code; the rank waits for its supervisor to let it go. */
  record Done(int exitCode) implements RankMessage {}

  /** Without the end of line. */
  default String encode() {
    if (this instanceof Result m) {
      return fields('R', m.line());
    } else if (this instanceof Say m) {
      return fields('S', m.line());
    } else if (this instanceof Progress m) {
      return fields('P', m.line());
    } else if (this instanceof Identity m) {
      return fields('I', Long.toString(m.processId()));
    } else if (this instanceof Listening m) {
      Endpoint e = m.endpoint();
      return fields('L', e.address(), Integer.toString(e.port()), e.token());
    } else if (this instanceof Joined) {
      return fields('J');
    } else if (this instanceof Phase m) {
      return fields('A', m.position().phase(), Integer.toString(m.position().iteration()));
    } else if (this instanceof Heartbeat m) {
      RankPosition p = m.position();
      return fields('H', p.phase(), Integer.toString(p.iteration()), Long.toString(m.steps()));
    } else if (this instanceof Checkpointed m) {
      return fields('C', Integer.toString(m.iteration()));
    } else if (this instanceof Done m) {
      return fields('D', Integer.toString(m.exitCode()));
    } else if (this instanceof Failed m) {
      RankFailure f = m.failure();
      return fields(
          'F',
          f.kind().name(),
          Integer.toString(f.exitCode()),
          f.position().phase(),
          Integer.toString(f.position().iteration()),
          f.message(),
          f.detail());
    }
    throw new AssertionError(this);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param line from the mark on
   * @return empty if that is no message of this protocol
   */
  static Optional<RankMessage> parse(String line) {
    if (line.length() < 2 || line.charAt(0) != MARK) {
      return Optional.empty();
    }
    String[] f = line.substring(2).split("\t", -1);
    for (int i = 0; i < f.length; i++) {
      f[i] = unescape(f[i]);
    }
    try {
      return Optional.ofNullable(
          switch (line.charAt(1)) {
            case 'R' -> f.length == 1 ? new Result(f[0]) : null;
            case 'S' -> f.length == 1 ? new Say(f[0]) : null;
            case 'P' -> f.length == 1 ? new Progress(f[0]) : null;
            case 'I' -> f.length == 1 ? new Identity(Long.parseLong(f[0])) : null;
            case 'L' -> f.length == 3 ? new Listening(endpoint(f)) : null;
            case 'J' -> new Joined();
            case 'A' -> f.length == 2 ? new Phase(position(f, 0)) : null;
            case 'H' -> f.length == 3 ? new Heartbeat(position(f, 0), Long.parseLong(f[2])) : null;
            case 'C' -> f.length == 1 ? new Checkpointed(Integer.parseInt(f[0])) : null;
            case 'D' -> f.length == 1 ? new Done(Integer.parseInt(f[0])) : null;
            case 'F' -> f.length == 6 ? new Failed(failure(f)) : null;
            default -> null;
          });
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RankFailure failure(String[] f) {
    return new RankFailure(
        RankFailure.Kind.valueOf(f[0]), Integer.parseInt(f[1]), position(f, 2), f[4], f[5]);
  }

  private static Endpoint endpoint(String[] f) {
    return new Endpoint(f[0], Integer.parseInt(f[1]), f[2]);
  }

  private static RankPosition position(String[] f, int at) {
    return new RankPosition(f[at], Integer.parseInt(f[at + 1]));
  }

  private static String fields(char letter, String... fields) {
    StringBuilder line = new StringBuilder().append(MARK).append(letter);
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        line.append('\t');
      }
      escape(fields[i], line);
    }
    return line.toString();
  }

  private static void escape(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        // A mark within a text would look like the start of another message.
        case MARK -> line.append("\\1");
        default -> line.append(c);
      }
    }
  }

  private static String unescape(String field) {
    StringBuilder text = new StringBuilder(field.length());
    boolean escaped = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (!escaped && c == '\\') {
        escaped = true;
        continue;
      }
      text.append(escaped ? unescape(c) : c);
      escaped = false;
    }
    return text.toString();
  }

  private static char unescape(char c) {
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case '1' -> MARK;
      default -> c;
    };
  }
}
