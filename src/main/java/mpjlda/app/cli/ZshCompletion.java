package mpjlda.app.cli;

import java.util.List;

/** Completion for zsh. */
final class ZshCompletion {
  private ZshCompletion() {}

  /** The text of a file that zsh finds in its {@code fpath} by the name {@code _mpj-lda}. */
  static String of(List<CommandPage> pages) {
    StringBuilder text = new StringBuilder("#compdef mpj-lda\n\nlocal -a commands\ncommands=(\n");
    for (CommandPage page : pages) {
      text.append("  ").append(quoted(page.name() + ":" + page.description().get(0))).append('\n');
    }
    text.append(")\nif (( CURRENT == 2 )); then\n  _describe command commands\n  return\nfi\n");
    text.append("shift words\n(( CURRENT-- ))\ncase $words[1] in\n");
    for (CommandPage page : pages) {
      text.append("  ").append(page.name()).append(")\n    _arguments");
      page.sections().values().stream()
          .flatMap(List::stream)
          .forEach(entry -> entry.names().forEach(name -> append(text, entry, name)));
      text.append(" \\\n      '*:file:_files'\n    ;;\n");
    }
    return text.append("esac\n").toString();
  }

  private static void append(StringBuilder text, CommandPage.Entry entry, String name) {
    String help = entry.help().replaceAll("[\\[\\]:\\\\]", " ");
    String value = "";
    if (!entry.label().isEmpty()) {
      value =
          entry.words().isEmpty()
              ? ":" + entry.label().replace(":", " ") + ":_files"
              : ":" + entry.label() + ":(" + String.join(" ", entry.words()) + ")";
    }
    text.append(" \\\n      ").append(quoted("*" + name + "[" + help + "]" + value));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
