package dev.godwit.server.runbook;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Problem;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.preflight.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the runbook of a plan. Of a plan that preflight refuses, it asks no database anything. Stateless. */
public final class Runbooks {
    private static final int UNITS_SHOWN_MAX = 5;

    private Runbooks() {}

    /** The runbook of a plan whose preflight found this. */
    public static Runbook of(Plan plan, PlanStores stores, Findings findings) {
        List<Problem> problems = findings.problems();
        return new Runbook(
                plan.keyspace().name().value(),
                plan.migration().value(),
                plan.sourcesInWords(),
                plan.targetsInWords(),
                plan.deadline(),
                plan.movingStores().stream()
                        .map(name -> system(plan, stores.named(name), problems))
                        .toList(),
                plan.keyspace().entities().stream()
                        .map(entity -> new Runbook.Table(
                                entity.name().value(),
                                entity.tableIn(plan.source()),
                                entity.tableIn(plan.target()),
                                String.join(", ", entity.key()),
                                inWords(entity.unit()),
                                inWords(entity.mapping())))
                        .toList(),
                plan.waves().stream()
                        .map(wave -> new Runbook.Wave(wave.name().value(), inWords(wave.units()), wave.approve()))
                        .toList(),
                Stages.of(plan),
                UnitPhases.of(plan),
                Waits.of(plan),
                Decisions.of(plan),
                hazards(plan),
                problems,
                findings.looked());
    }

    private static String inWords(UnitRule unit) {
        return switch (unit) {
            case UnitRule.Columns columns -> String.join(", ", columns.columns());
            case UnitRule.Whole whole -> "the whole table is unit " + whole.unit();
            case UnitRule.Bucket bucket ->
                bucket.buckets() + " buckets by "
                        + switch (bucket.bucketing()) {
                            case HASH -> "hash of ";
                            case MODULO -> "modulo of ";
                        }
                        + bucket.column();
            case UnitRule.Through through ->
                "that of the " + through.parent() + " in " + String.join(", ", through.columns());
        };
    }

    private static List<String> inWords(ColumnMapping mapping) {
        List<String> words = new ArrayList<>();
        mapping.dropped().forEach(column -> words.add(column + " is dropped"));
        mapping.constants().forEach((column, text) -> words.add(column + " is '" + text + "' in rows that come"));
        mapping.transforms()
                .forEach((column, transform) -> words.add(column + " is transformed by " + transform.name()));
        return List.copyOf(words);
    }

    private static Runbook.System system(Plan plan, Store store, List<Problem> problems) {
        Role defaultRole = store.name().equals(plan.source()) ? Role.HOME : Role.MOVED;
        StoreAddress address = plan.address(store.name());
        return new Runbook.System(
                store.name().value(),
                plan.sources().contains(store.name()) ? "source" : "target",
                address.url().replaceFirst("\\?.*", ""),
                address.user(),
                address.pool(),
                store.requiredRights(),
                statements(store, defaultRole, problems));
    }

    /** They depend on the types of the columns, which a database that has problems may not tell. */
    private static List<String> statements(Store store, Role defaultRole, List<Problem> problems) {
        return problems.stream().anyMatch(Problem::stops)
                ? List.of("-- known when preflight finds no error any more")
                : store.installStatements(defaultRole);
    }

    private static String inWords(Selection units) {
        return switch (units) {
            case Selection.Listed listed ->
                listed.units().stream()
                                .limit(UNITS_SHOWN_MAX)
                                .map(UnitId::value)
                                .collect(Collectors.joining(", "))
                        + (listed.units().size() > UNITS_SHOWN_MAX
                                ? " and " + (listed.units().size() - UNITS_SHOWN_MAX) + " more"
                                : "");
            case Selection.Percent percent -> percent.percent() + " % of all units, always the same ones";
            case Selection.Reference reference ->
                reference.units().stream().map(UnitId::value).collect(Collectors.joining(", "))
                        + ", to be kept equal until the end";
            case Selection.Query query -> "what this query finds in " + query.store() + ": " + query.query();
            case Selection.All all -> "all units that no earlier wave took";
            case Selection.OnRequest onRequest -> "those that somebody asks for with 'godwit move', one by one";
        };
    }

    private static List<String> hazards(Plan plan) {
        Plan.Accept accept = plan.accept();
        List<String> hazards = new ArrayList<>();
        if (!plan.cutover().wayBack()) {
            hazards.add("no way back after cutover: a unit that lives in " + plan.targetsInWords() + " stays there");
        }
        accept.uniqueAcrossStores().stream()
                .sorted()
                .map(name -> name + " can become non-unique while units live in two stores")
                .forEach(hazards::add);
        accept.keysFromBothStores().stream()
                .sorted()
                .map(name -> name + " can be handed out twice while units live in two stores")
                .forEach(hazards::add);
        if (accept.failoverCanLoseFreeze()) {
            hazards.add("a failover to a standby that lags can lose a freeze, and with it a write");
        }
        return hazards;
    }
}
