package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check on its own: it has something to say about stores in which all is wrong, and nothing about sound ones. */
class ChecksTest {
    static List<Check> all() {
        return Checks.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void finds_fault_with_a_broken_store(Check check) {
        assertThat(check.examine(broken())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void has_nothing_against_sound_stores(Check check) {
        assertThat(check.examine(new PreflightContext(
                        Plans.notes(),
                        Map.of(Plans.SOURCE, Facts.of("legacy"), Plans.TARGET, Facts.of("new")),
                        History.NONE)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void says_nothing_when_no_store_could_be_asked(Check check) {
        assertThat(check.examine(new PreflightContext(Plans.notes(), Map.of(), History.NONE)))
                .isEmpty();
    }

    private static PreflightContext broken() {
        return new PreflightContext(
                broken(Plans.notes()),
                Map.of(
                        Plans.SOURCE,
                        Facts.of("legacy", ChecksTest::breakSource),
                        Plans.TARGET,
                        Facts.of("new", ChecksTest::breakTarget)),
                History.NONE);
    }

    /** With a table that is missing, and a rehearsal that nobody has held. */
    private static Plan broken(Plan plan) {
        Entity missing = new Entity(
                new EntityName("label"),
                "labels",
                Map.of(),
                List.of("id"),
                new UnitRule.Through(List.of("creator"), new EntityName("note")),
                Map.of());
        return new Plan(
                new Keyspace(
                        plan.keyspace().name(),
                        List.of(
                                plan.keyspace()
                                        .entities()
                                        .getFirst()
                                        .with(new ColumnMapping(Set.of("nowhere"), Map.of(), Map.of())),
                                missing)),
                plan.migration(),
                plan.deadline(),
                plan.stores(),
                plan.source(),
                plan.target(),
                plan.waves(),
                plan.cutover(),
                plan.onMismatch(),
                plan.probation(),
                plan.retention(),
                plan.throttle(),
                plan.keys(),
                plan.newUnits(),
                plan.accept(),
                plan.twoPersons(),
                Optional.of(new Plan.Rehearsal(scratch("a"), scratch("b"), 1, true)),
                Optional.empty());
    }

    private static StoreAddress scratch(String name) {
        return new StoreAddress(
                new StoreName(name), "jdbc:postgresql://127.0.0.1/" + name, Optional.empty(), Optional.empty(), 1);
    }

    private static void breakSource(Facts facts) {
        facts.unfit = List.of("its journal is in the way");
        facts.installed = true;
        Facts.Table table = new Facts.Table();
        table.indexes.clear();
        table.put(Facts.column("id", "bigint").with(column -> column.identity = true));
        table.put(Facts.column("lost", "text"));
        table.put(Facts.column("kind", "text").with(column -> column.nullable = true));
        table.put(Facts.column("due", "date").with(column -> column.hasDefault = true));
        table.put(Facts.column("sum", "integer"));
        table.userTriggers = List.of(Facts.loudTrigger("count"));
        table.foreignKeys = List.of(new ForeignKeyFacts(
                "to_label", "public.notes", List.of("kind"), "public.labels", List.of("id"), false, false));
        facts.table = Optional.of(table.build());
        Facts.Table labels = new Facts.Table();
        labels.name = "labels";
        labels.foreignKeys = List.of(new ForeignKeyFacts(
                "to_note", "public.labels", List.of("body"), "public.notes", List.of("id"), false, false));
        facts.others = Map.of(new EntityName("label"), labels.build());
    }

    private static void breakTarget(Facts facts) {
        facts.database = "legacy-db";
        facts.version = 9_06_00;
        facts.standby = true;
        facts.missingRights = List.of("everything");
        facts.preparedTransactions = List.of("'forgotten'");
        facts.longTransactions = List.of("pid 7");
        facts.standbys = List.of("replica");
        Facts.Table table = new Facts.Table();
        table.kind = "view";
        table.inheritance = true;
        table.rowSecurity = true;
        table.subscriptions = List.of("from_erp");
        table.rules = List.of("log");
        table.userTriggers = List.of(Facts.loudTrigger("touch"));
        table.foreignKeys = List.of(Facts.foreignKey("fkey"));
        table.exclusionConstraints = List.of("no_overlap");
        table.sampleUnit = Optional.of(UnitId.of("a1"));
        table.primaryKey = List.of();
        table.rowsWithoutUnit = 1;
        table.indexes.clear();
        table.indexes.add(new IndexFacts("slug", List.of("slug"), true, false, true));
        table.put(Facts.column("id", "money").with(column -> column.identity = true));
        table.put(Facts.column("body", "oid"));
        table.put(Facts.column("kind", "text"));
        table.put(Facts.column("due", "date"));
        table.put(Facts.column("sum", "integer").with(column -> column.generated = true));
        table.put(Facts.column("extra", "text"));
        table.dropColumn("creator");
        facts.table = Optional.of(table.build());
    }
}
