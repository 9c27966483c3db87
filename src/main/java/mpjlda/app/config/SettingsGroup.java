package mpjlda.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares how a record of settings, or its use as a component of another, appears to users. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface SettingsGroup {
  /** Heading in {@code --help}. */
  String heading() default "";

  /** Options of the group that this command does not have. */
  String[] without() default {};

  /** Required options of the group that this command does not require. */
  String[] optional() default {};
}
