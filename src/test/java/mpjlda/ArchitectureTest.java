package mpjlda;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program keeps the rules of {@link ArchitectureRules}, and each of them can be broken. */
class ArchitectureTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("mpjlda");

  private static final JavaClasses FIXTURE =
      new ClassFileImporter().importPackages("mpjlda.archfixture");

  /** A line of a report names the offender first. */
  private static final Pattern FIXTURE_CLASS =
      Pattern.compile("<mpjlda\\.archfixture\\.(?:\\w+\\.)+?([A-Z]\\w*)");

  /**
   * @param breakers the fixture's classes that the rule must report
   */
  private record Case(String name, ArchRule rule, List<String> breakers) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, ArchRule rule, String... breakers) {
    // Packages are still to come, and a rule on one of them must not fail before it is there.
    return new Case(name, rule.allowEmptyShould(true), List.of(breakers));
  }

  static Stream<Case> rules() {
    return Stream.of(
        of("mpi", ArchitectureRules.ONLY_COMM_KNOWS_MPI, "UsesMpi", "UsesMpjDevice"),
        of("picocli", ArchitectureRules.ONLY_CLI_KNOWS_PICOCLI, "UsesPicocli"),
        of("exit", ArchitectureRules.ONLY_CLI_EXITS, "CallsSystemExit"),
        of("halt", ArchitectureRules.ONLY_LAUNCH_HALTS, "HaltsRuntime"),
        of(
            "print",
            ArchitectureRules.ONLY_THE_OUTER_PACKAGES_PRINT,
            "PrintsToSystemOut",
            "PrintsStackTrace"),
        of("files", ArchitectureRules.NUMERICS_KNOW_NO_FILES, "ReadsFiles"),
        of("kernels", ArchitectureRules.NUMERICS_KNOW_NO_ORCHESTRATION, "KnowsRanks"),
        of("planning", ArchitectureRules.PLANNING_STARTS_NOTHING, "StartsProcesses"),
        of("errors", ArchitectureRules.ERRORS_KNOW_NOBODY, "KnowsOthers"),
        of("core", ArchitectureRules.CORE_KNOWS_ITSELF_ONLY, "KnowsOthers", "KnowsRanks"),
        of("data", ArchitectureRules.DATA_KNOWS_CORE_ONLY, "ReaderKnowsTraining"),
        of("cluster", ArchitectureRules.CLUSTER_KNOWS_CORE_AND_IO_ONLY, "KnowsCorpora"),
        of("rooms", ArchitectureRules.ROOMS_KEEP_TO_THE_TABLE, "KnowsKernels"),
        of("cycles", ArchitectureRules.NO_CYCLES, "KnowsFirst", "KnowsSecond"),
        of("bits", ArchitectureRules.NO_MATH_OF_VARYING_BITS, "CallsMathExp", "RefersToMathLog"),
        of("statics", ArchitectureRules.NO_MUTABLE_STATICS, "HasMutableStatic"),
        of("state", ArchitectureRules.NO_STATIC_STATE_IN_FINAL_FIELDS, "HasStaticCounter"),
        of(
            "pool",
            ArchitectureRules.NO_COMMON_POOL,
            "UsesCommonPool",
            "UsesParallelStream",
            "MakesStreamParallel",
            "RunsAsync"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProgramKeepsTheRule(Case rule) {
    rule.rule().check(PROGRAM);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theFixtureBreaksTheRuleWhereItIsMeantToAndNowhereElse(Case rule) {
    Set<String> offenders =
        rule.rule().evaluate(FIXTURE).getFailureReport().getDetails().stream()
            .flatMap(String::lines)
            .map(FIXTURE_CLASS::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(offenders).containsExactlyInAnyOrderElementsOf(rule.breakers());
  }

  @Test
  void theTableOfRoomsHasEveryRoomAndNoEntryThatNobodyNeeds() {
    Map<String, Set<String>> needed = new TreeMap<>();
    for (JavaClass owner : PROGRAM) {
      if (!Rooms.of(owner).isEmpty()) {
        needed
            .computeIfAbsent(Rooms.of(owner), room -> new TreeSet<>())
            .addAll(Rooms.neighbours(owner));
      }
    }
    assertThat(new TreeMap<>(Rooms.ofDesignPage().known())).isEqualTo(needed);
  }

  @Test
  void theProgramsClassesAreSeenAndTheTestsAreNot() {
    assertThat(PROGRAM.contain("mpjlda.core.errors.LdaException")).isTrue();
    assertThat(PROGRAM.contain(ArchitectureTest.class)).isFalse();
    assertThat(PROGRAM.contain("mpjlda.archfixture.wrong.CallsMathExp")).isFalse();
  }
}
