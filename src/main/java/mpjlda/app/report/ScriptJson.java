package mpjlda.app.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON that may stand within a script element: {@code <}, {@code >} and {@code &} go out as
 * {@code \}{@code u003C} and the like, so no word can end the element or open a comment.
 */
final class ScriptJson {
  /** Digits for a place on the map or the length of a bar. */
  private static final MathContext DIGITS = new MathContext(5);

  /**
   * Digits that keep the order of words: all words that one topic has to itself have nearly equal
   * lift.
   */
  private static final MathContext RANKING_DIGITS = new MathContext(9);

  private final JsonGenerator generator;

  /**
   * @param out stays open
   */
  ScriptJson(OutputStream out) throws IOException {
    JsonFactory factory = JsonFactory.builder().build();
    factory.setCharacterEscapes(new WithoutMarkup());
    this.generator = factory.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  @FunctionalInterface
  interface Body {
    void write() throws IOException;
  }

  void object(Body members) throws IOException {
    generator.writeStartObject();
    members.write();
    generator.writeEndObject();
  }

  void object(String name, Body members) throws IOException {
    generator.writeFieldName(name);
    object(members);
  }

  void array(Body elements) throws IOException {
    generator.writeStartArray();
    elements.write();
    generator.writeEndArray();
  }

  void array(String name, Body elements) throws IOException {
    generator.writeFieldName(name);
    array(elements);
  }

  /** {@code count} numbers with five significant digits. */
  void numbers(String name, int count, IntToDoubleFunction values) throws IOException {
    array(
        name,
        () -> {
          for (int i = 0; i < count; i++) {
            number(values.applyAsDouble(i));
          }
        });
  }

  void integers(String name, int count, IntUnaryOperator values) throws IOException {
    array(
        name,
        () -> {
          for (int i = 0; i < count; i++) {
            generator.writeNumber(values.applyAsInt(i));
          }
        });
  }

  void texts(String name, Iterable<String> values) throws IOException {
    array(
        name,
        () -> {
          for (String value : values) {
            generator.writeString(value);
          }
        });
  }

  void text(String name, String value) throws IOException {
    generator.writeStringField(name, value);
  }

  void text(String value) throws IOException {
    generator.writeString(value);
  }

  void truth(String name, boolean value) throws IOException {
    generator.writeBooleanField(name, value);
  }

  void integer(String name, long value) throws IOException {
    generator.writeNumberField(name, value);
  }

  void integer(long value) throws IOException {
    generator.writeNumber(value);
  }

  void number(String name, double value) throws IOException {
    generator.writeFieldName(name);
    number(value);
  }

  /** Writes five significant digits; {@code null} if it is not finite. */
  void number(double value) throws IOException {
    number(value, DIGITS);
  }

  /** Writes nine significant digits, for numbers that something is ranked by. */
  void ranked(double value) throws IOException {
    number(value, RANKING_DIGITS);
  }

  private void number(double value, MathContext digits) throws IOException {
    if (!Double.isFinite(value)) {
      generator.writeNull();
      return;
    }
    BigDecimal rounded = new BigDecimal(value, digits).stripTrailingZeros();
    String plain = rounded.toPlainString();
    String scientific = rounded.toString();
    generator.writeNumber(plain.length() <= scientific.length() ? plain : scientific);
  }

  /** Writes all digits. */
  void exact(double value) throws IOException {
    if (Double.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
  }

  void flush() throws IOException {
    generator.flush();
  }

  private static final class WithoutMarkup extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] escapes = standardAsciiEscapesForJSON();

    WithoutMarkup() {
      for (char c : new char[] {'<', '>', '&'}) {
        escapes[c] = ESCAPE_STANDARD;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
