package mpjlda;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of rooms in {@code design.md}: which rooms of its own house each room knows.
 *
 * @param known by room; names without {@code mpjlda.}
 */
record Rooms(Map<String, Set<String>> known) {
  private static final Path PAGE = Path.of("src/site/markdown/design.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9]+(?:\\.[a-z0-9]+)+)` \\|.*\\|");
  private static final Pattern PACKAGE = Pattern.compile("mpjlda\\.(?:archfixture\\.)?(.*)");

  static Rooms ofDesignPage() {
    Map<String, Set<String>> known = new LinkedHashMap<>();
    try {
      Files.readAllLines(PAGE).stream()
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .forEach(row -> known.put(row.group(1), rooms(row.group(1), row.group(0))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Rooms(known);
  }

  private static Set<String> rooms(String room, String row) {
    String[] cells = row.split("\\|");
    String last = cells[cells.length - 1].strip();
    return Arrays.stream(last.split("\\s+"))
        .filter(word -> !word.isEmpty())
        .map(word -> house(room) + "." + word.replace("`", ""))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  static String house(String room) {
    return room.substring(0, room.indexOf('.'));
  }

  /** The room of a class; empty text for classes that stand in no room. */
  static String of(JavaClass owner) {
    Matcher name = PACKAGE.matcher(owner.getPackageName());
    return name.matches() && name.group(1).contains(".") ? name.group(1) : "";
  }

  /** The rooms of its own house that a class names. */
  static Set<String> neighbours(JavaClass owner) {
    String room = of(owner);
    return owner.getDirectDependenciesFromSelf().stream()
        .map(dependency -> of(dependency.getTargetClass().getBaseComponentType()))
        .filter(other -> !other.isEmpty() && !room.isEmpty())
        .filter(other -> !other.equals(room) && house(other).equals(house(room)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Classes name no other rooms of their house than the table has for their own room. */
  ArchCondition<JavaClass> keepToTheTable() {
    return new ArchCondition<>("know the rooms only that design.md lists for theirs") {
      @Override
      public void check(JavaClass owner, ConditionEvents events) {
        for (String other : neighbours(owner)) {
          if (!known.getOrDefault(of(owner), Set.of()).contains(other)) {
            events.add(
                SimpleConditionEvent.violated(
                    owner, "Class <" + owner.getName() + "> knows the room " + other));
          }
        }
      }
    };
  }
}
