package mpjlda.app.cli;

import java.util.List;

/** A command with options that settings records declare. */
interface SettingsCommand {
  /** The records, in the order in which {@code --help} lists them. */
  List<Class<? extends Record>> settings();
}
