package mpjlda.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a component of a settings record as an option. Parsing, validation, {@code --help}, the
 * reference pages, {@code model.json} and printed command lines all follow from this declaration
 * and the component's type: a boolean is a flag, a list an option that may be given several times,
 * an optional one without a default.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** Value of {@link #absent()} that records nothing. */
  String OMITTED = "(omitted)";

  /** Names as typed; messages use the longest. */
  String[] names();

  /** Name of the value in {@code --help}. */
  String label() default "";

  /** Explanation in {@code --help}; the default value is added to it. */
  String help();

  /** Value as typed that applies where the option is not given; empty: none. */
  String defaultValue() default "";

  boolean required() default false;

  /** Words of the message <i>NAME must be …</i>; empty: derived from the limits and the type. */
  String expected() default "";

  /** Smallest number, or seconds of a duration. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest number. */
  double max() default Double.POSITIVE_INFINITY;

  /** Exclusive upper limit. */
  double below() default Double.POSITIVE_INFINITY;

  /** Name in {@code model.json}; empty: not recorded there. */
  String key() default "";

  /** Recorded in {@code model.json} where an optional value is absent. */
  String absent() default OMITTED;

  /** Algorithms that the option is for, as typed; none: all. */
  String[] algorithms() default {};

  /** Whether any other value than the default is refused with other algorithms. */
  boolean strict() default true;

  /** Whether {@code --help} lists the option among the common ones. */
  boolean common() default false;

  /** Whether one argument may hold several values, with commas between. */
  boolean commas() default false;

  /** Whether all words up to the next option are values, as the shell makes them of a pattern. */
  boolean greedy() default false;

  /** Whether a printed command line contains the option. */
  boolean printed() default true;
}
