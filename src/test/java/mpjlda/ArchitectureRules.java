package mpjlda;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.stream.BaseStream;

/**
 * What the packages may know and do. A package is named by its last parts, so that the same rules
 * can be tried on the classes of {@link mpjlda.archfixture}, which break them.
 *
 * <p>Calls are judged as accesses, which takes in method references ({@code Math::exp}).
 */
final class ArchitectureRules {
  private static final String OURS = "mpjlda..";

  /** Math's functions that are not exactly rounded; sqrt, fma, rint and the like are. */
  private static final Set<String> VARYING =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

  static final ArchRule ONLY_COMM_KNOWS_MPI =
      noClasses()
          .that()
          .resideOutsideOfPackage("mpjlda..comm..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("mpi..", "mpjdev..", "xdev..", "mpjbuf..")
          .because("MPJ Express is a transport that can be exchanged");

  static final ArchRule ONLY_CLI_KNOWS_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("mpjlda..cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .because("the rest takes one validated record of options");

  static final ArchRule ONLY_CLI_EXITS =
      noClasses()
          .that()
          .resideOutsideOfPackage("mpjlda..cli..")
          .should()
          .accessTargetWhere(
              target(
                  "System.exit or Runtime.exit",
                  t ->
                      t.getName().equals("exit")
                          && (ownedBy(t, System.class) || ownedBy(t, Runtime.class))))
          .because("the exit code is decided in one place");

  static final ArchRule ONLY_LAUNCH_HALTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("mpjlda..launch..")
          .should()
          .accessTargetWhere(
              target("Runtime.halt", t -> t.getName().equals("halt") && ownedBy(t, Runtime.class)))
          .because("only a rank whose run is lost stops without its shutdown hooks");

  static final ArchRule ONLY_THE_OUTER_PACKAGES_PRINT =
      noClasses()
          .that()
          .resideOutsideOfPackages("mpjlda..cli..", "mpjlda..launch..", "mpjlda..console..")
          .should()
          .accessTargetWhere(
              target(
                  "System.out, System.err or printStackTrace()",
                  t ->
                      (Set.of("out", "err").contains(t.getName()) && ownedBy(t, System.class))
                          || (t.getName().equals("printStackTrace")
                              && parameters(t) == 0
                              && t.getOwner().isAssignableTo(Throwable.class))))
          .because("what is said goes through a Console");

  static final ArchRule NUMERICS_KNOW_NO_FILES =
      noClasses()
          .that(areNumerics())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..")
          .because("kernels take arrays and give arrays");

  static final ArchRule NUMERICS_KNOW_NO_ORCHESTRATION =
      noClasses()
          .that(areNumerics())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "mpjlda..cluster..", "mpjlda..app..", "mpjlda..data..", "mpjlda..core.console..")
          .because("kernels take arrays and give arrays");

  static final ArchRule PLANNING_STARTS_NOTHING =
      noClasses()
          .that()
          .resideInAnyPackage("mpjlda..hosts..", "mpjlda..jobscript..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("mpjlda..launch..", "mpjlda..comm..")
                  .or(describe("is a ProcessBuilder", c -> c.isEquivalentTo(ProcessBuilder.class))))
          .because("where ranks go is worked out before anything runs");

  static final ArchRule ERRORS_KNOW_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("mpjlda..errors..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(OURS)
                  .and(DescribedPredicate.not(resideInAPackage("mpjlda..errors.."))))
          .because("every package may fail");

  static final ArchRule CORE_KNOWS_ITSELF_ONLY =
      house("core", "mpjlda..data..", "mpjlda..cluster..");

  static final ArchRule DATA_KNOWS_CORE_ONLY = house("data", "mpjlda..cluster..");

  static final ArchRule CLUSTER_KNOWS_CORE_AND_IO_ONLY =
      noClasses()
          .that()
          .resideInAPackage("mpjlda..cluster..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("mpjlda..app..")
                  .or(
                      resideInAPackage("mpjlda..data..")
                          .and(DescribedPredicate.not(resideInAPackage("mpjlda..data.io..")))))
          .because("processes, messages and checkpoints are the same for every kind of work");

  static final ArchRule ROOMS_KEEP_TO_THE_TABLE =
      classes().should(Rooms.ofDesignPage().keepToTheTable());

  /** Each package is a slice of its own, subpackages included. */
  static final ArchRule NO_CYCLES = slices().matching("mpjlda.(**)").should().beFreeOfCycles();

  static final ArchRule NO_MATH_OF_VARYING_BITS =
      noClasses()
          .should()
          .accessTargetWhere(
              target(
                  "Math's functions that are not exactly rounded",
                  t -> VARYING.contains(t.getName()) && ownedBy(t, Math.class)))
          .because("their bits differ between interpreter, compiler, JDK and processor");

  static final ArchRule NO_MUTABLE_STATICS =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("ranks may be threads of one JVM and share them");

  static final ArchRule NO_STATIC_STATE_IN_FINAL_FIELDS =
      fields()
          .that()
          .areStatic()
          .should()
          .notHaveRawType(
              resideInAPackage("java.util.concurrent.atomic")
                  .or(describe("is a ThreadLocal", c -> c.isAssignableTo(ThreadLocal.class)))
                  .or(describe("is a StringBuilder", c -> c.isEquivalentTo(StringBuilder.class)))
                  .or(describe("is a Random", c -> c.isAssignableTo(Random.class))))
          .because("ranks may be threads of one JVM and share them");

  static final ArchRule NO_COMMON_POOL =
      noClasses()
          .should()
          .accessTargetWhere(
              target("the common pool or a parallel stream", ArchitectureRules::usesCommonPool))
          .because("--threads says how many threads compute");

  private ArchitectureRules() {}

  /** The law of a house: it knows neither the commands nor the other houses named. */
  private static ArchRule house(String name, String... others) {
    return noClasses()
        .that()
        .resideInAPackage("mpjlda.." + name + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(others).or(resideInAPackage("mpjlda..app..")))
        .because("the houses stand on one another in one direction");
  }

  private static boolean usesCommonPool(AccessTarget t) {
    String name = t.getName();
    JavaClass owner = t.getOwner();
    return (name.equals("commonPool") && owner.isAssignableTo(ForkJoinPool.class))
        || name.equals("parallelStream")
        || (name.equals("parallel") && owner.isAssignableTo(BaseStream.class))
        || (name.startsWith("parallel") && owner.isEquivalentTo(Arrays.class))
        // Without an executor as the last argument these run in the common pool.
        || (Set.of("runAsync", "supplyAsync").contains(name)
            && parameters(t) == 1
            && owner.isEquivalentTo(CompletableFuture.class));
  }

  private static DescribedPredicate<JavaClass> areNumerics() {
    return resideInAnyPackage(
        "mpjlda..core.inference..",
        "mpjlda..core.kernel..",
        "mpjlda..core.math..",
        "mpjlda..core.matrix..",
        "mpjlda..core.priors..",
        "mpjlda..core.topicmodel..",
        "mpjlda..core.topics..");
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String what, Predicate<AccessTarget> test) {
    return describe("the target is " + what, access -> test.test(access.getTarget()));
  }

  private static boolean ownedBy(AccessTarget target, Class<?> owner) {
    return target.getOwner().isEquivalentTo(owner);
  }

  private static int parameters(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget method
        ? method.getRawParameterTypes().size()
        : 0;
  }
}
