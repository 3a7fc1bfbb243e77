package dev.godwit.bench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.godwit.core.TimeSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may know whom. The table is the one of ARCHITECTURE.md; a module that is missing from it fails the build, so that
 * a new one has to say what it may depend on.
 */
class ModuleLawsTest {
    private static final String ROOT = "dev.godwit.";

    /** Module to the modules that its main code may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("postgres", Set.of("core")),
            Map.entry("jdbc", Set.of("core")),
            Map.entry("engine", Set.of("core")),
            Map.entry("client", Set.of("core")),
            Map.entry("router", Set.of("core")),
            Map.entry("rollout", Set.of("core")),
            Map.entry("testkit", Set.of("core")),
            Map.entry("spec", Set.of("core")),
            Map.entry("checkers", Set.of("core")),
            // The folder is spring-boot-starter. It opens the stores of an application, hence jdbc.
            Map.entry("spring", Set.of("core", "router", "client", "jdbc")),
            Map.entry("examples.suite", Set.of("core", "server", "checkers")),
            Map.entry("examples.springjdbc", Set.of("spring", "examples.suite")),
            Map.entry("examples.jpa", Set.of("spring", "examples.suite")),
            Map.entry("examples.jooq", Set.of("core", "router", "examples.suite")),
            Map.entry("openfeature", Set.of("core", "router")),
            // It opens the scratch stores, as an engine and as an application, hence jdbc.
            Map.entry("rehearsal", Set.of("core", "engine", "router", "jdbc")),
            Map.entry("server", Set.of("core", "client", "engine", "jdbc", "rollout")),
            Map.entry("cli", Set.of("core", "client", "engine", "rehearsal", "server")),
            Map.entry("examples.ownmigration", Set.of("core", "cli")),
            Map.entry("simulation", Set.of("core", "testkit", "engine", "router")),
            Map.entry("notely", Set.of("core", "router", "client", "jdbc", "rollout", "engine", "server", "postgres")));

    /** Classes of the engine that write journals, compare with a deadline, or lease workflows between processes. */
    private static final Set<String> CALENDAR = Set.of(
            "SteadyClock",
            "AlarmWatch",
            "Forecast",
            "JdbiControlStore",
            "LatencyBook",
            "WorkflowRecords",
            "WorkflowWishes",
            "Workflows");

    private static final Set<String> SEE_ALL = Set.of("bench");

    private static JavaClasses godwit;

    @BeforeAll
    static void importMainClasses() {
        godwit = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.godwit");
    }

    static Set<String> modules() {
        return new TreeSet<>(MAY_USE.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_uses_only_what_the_table_allows(String module) {
        DescribedPredicate<JavaClass> ownOrAllowed = resideInAPackage(packageOf(module));
        for (String allowed : MAY_USE.get(module)) {
            ownOrAllowed = ownOrAllowed.or(resideInAPackage(packageOf(allowed)));
        }
        noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.godwit..")
                        .and(not(ownOrAllowed))
                        .as("belong to a module other than %s", MAY_USE.get(module)))
                .because("the table in ARCHITECTURE.md says who may know whom")
                .allowEmptyShould(true)
                .check(godwit);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void internal_classes_are_used_by_their_own_module_only(String module) {
        noClasses()
                .that()
                .resideOutsideOfPackage(packageOf(module))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + module + "..internal.."))
                .because("the public API of a module is its root package and spi; internal is free to change")
                .allowEmptyShould(true)
                .check(godwit);
    }

    @Test
    void core_depends_on_the_jdk_and_jspecify_only() {
        classes()
                .that()
                .resideInAPackage(packageOf("core"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packageOf("core"), "java..", "org.jspecify.."))
                .allowEmptyShould(true)
                .check(godwit);
    }

    @Test
    void checkers_of_real_runs_know_nothing_of_the_product_but_its_clock() {
        classes()
                .that()
                .resideInAPackage(packageOf("checkers"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packageOf("checkers"), "java..", "org.jspecify..")
                        .or(type(TimeSource.class)))
                .because("a checker that uses what it checks would share its mistakes")
                .check(godwit);
    }

    @Test
    void engine_and_router_meet_in_core_only() {
        assertThat(MAY_USE.get("engine")).doesNotContain("router");
        assertThat(MAY_USE.get("router")).doesNotContain("engine");
    }

    @Test
    void only_those_who_start_a_process_depend_on_server() {
        assertThat(MAY_USE.keySet().stream()
                        .filter(module -> MAY_USE.get(module).contains("server")))
                .containsExactlyInAnyOrder("cli", "notely", "examples.suite");
    }

    @Test
    void every_class_belongs_to_a_module_of_the_table() {
        classes()
                .that()
                .resideInAPackage("dev.godwit..")
                .should()
                .resideInAnyPackage(tablePackages())
                .check(godwit);
    }

    @Test
    void time_and_chance_come_through_seams() {
        noClasses()
                .that(not(describe("own the clock or measure with it", Ambient::mayBeUsedBy)))
                .should(Ambient.useTimeOrChance())
                .because("a simulation under a seed has to drive every clock, wait and random choice")
                .allowEmptyShould(true)
                .check(godwit);
    }

    /** What lasts is measured by a clock that never steps. */
    @Test
    void only_what_is_written_for_people_reads_the_calendar_in_the_engine() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("engine"))
                .and(not(describe("are listed", type -> CALENDAR.contains(type.getSimpleName()))))
                .should()
                .callMethod(TimeSource.class, "wallClock")
                .because("a wall clock that is set must neither end nor prolong anything")
                .check(godwit);
    }

    private static String[] tablePackages() {
        Set<String> all = modules();
        all.addAll(SEE_ALL);
        return all.stream().map(ModuleLawsTest::packageOf).toArray(String[]::new);
    }

    private static String packageOf(String module) {
        return ROOT + module + "..";
    }
}
