package dev.godwit.engine.doctor;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.doctor.Diagnosis.RecordSight;
import dev.godwit.engine.doctor.Diagnosis.StoreSight;
import dev.godwit.engine.doctor.Examination.Known;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.keys.KeyRange;
import dev.godwit.engine.internal.keys.KeyRanges;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.UnitRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at all stores of a plan and at its control store, whatever state they are in, and changes nothing. What can't
 * be asked is a finding, and hides nothing of the rest. Stateless and thread-safe.
 */
public final class Doctor {
    /** Everything that is looked for. */
    private static final List<Symptom> SYMPTOMS = List.of(
            new IncompleteInstallation(),
            new UnexplainedFlight(),
            new UnitsWithoutOneHome(),
            new FrozenUnits(),
            new Obstacles(),
            new LeftoversOfMoves());

    private Doctor() {}

    /**
     * Examines a plan's stores.
     *
     * @param settings say where the control store is; one in a file that does not exist is not made
     */
    public static Diagnosis examine(Plan plan, PlanStores stores, EngineSettings settings) {
        List<Problem> findings = new ArrayList<>();
        Map<StoreName, Optional<Examined>> asked = new LinkedHashMap<>();
        plan.movingStores().forEach(name -> asked.put(name, ask(stores.named(name), findings)));
        Optional<Records> records = records(plan, settings, findings);
        Examination examination = new Examination(
                plan, asked.values().stream().flatMap(Optional::stream).toList(), records.map(Records::known));
        SYMPTOMS.forEach(symptom -> findings.addAll(symptom.find(examination)));
        records.ifPresent(found -> findings.addAll(found.attention()));
        if (examination.complete()) {
            records.ifPresent(
                    found -> findings.addAll(keyRanges(plan, stores.source(), stores.target(), found.ranges())));
        }
        findings.sort(Comparator.comparing(Problem::severity));
        return new Diagnosis(
                plan.keyspace().name().value(),
                plan.migration().value(),
                asked.entrySet().stream()
                        .map(store -> sight(store.getKey(), store.getValue()))
                        .toList(),
                records.map(Records::sight),
                Stream.concat(
                                LeftBehind.in(examination).stream(),
                                records.stream().flatMap(found -> found.kept().stream()))
                        .toList(),
                List.copyOf(findings));
    }

    private static StoreSight sight(StoreName name, Optional<Examined> found) {
        return found.map(Examined::sight).orElseGet(() -> StoreSight.silent(name.value()));
    }

    private static Optional<Examined> ask(Store store, List<Problem> findings) {
        try {
            return Optional.of(Examined.of(store));
        } catch (GodwitException e) {
            findings.add(Problem.error(e.code(), "store " + store.name(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** Sequences that have left their ranges, or soon will. */
    private static List<Problem> keyRanges(Plan plan, Store source, Store target, List<KeyRange> ranges) {
        try {
            return KeyRanges.states(ranges, plan, source, target).stream()
                    .flatMap(state -> state.problem().stream())
                    .toList();
        } catch (GodwitException e) {
            return List.of(Problem.error(e.code(), "key ranges", String.valueOf(e.getMessage())));
        }
    }

    /** What the control store says. */
    private record Records(
            Known known, RecordSight sight, List<Problem> attention, List<KeyRange> ranges, List<LeftBehind> kept) {}

    private static Optional<Records> records(Plan plan, EngineSettings settings, List<Problem> findings) {
        if (!ControlStores.exists(settings)) {
            return Optional.empty();
        }
        try (ControlStore control = ControlStores.open(settings, new SystemTime(), () -> {})) {
            Optional<MigrationRecord> migration = control.migration(plan.migration());
            List<UnitRecord> units = migration.isPresent() ? control.units(plan.migration()) : List.of();
            Known known = new Known(
                    migration.isPresent(),
                    migration.filter(MigrationRecord::ended).isPresent(),
                    control.activeMigrations(plan.keyspace().name()).stream()
                            .anyMatch(name -> !name.equals(plan.migration())));
            Map<String, Long> phases = units.stream()
                    .map(unit -> unit.phase().name())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            return Optional.of(new Records(
                    known,
                    new RecordSight(control.seat().server(), known.known(), known.ended(), phases),
                    Attention.of(migration, units),
                    KeyRanges.recorded(control, plan).orElse(List.of()),
                    LeftBehind.kept(plan, units)));
        } catch (GodwitException e) {
            findings.add(Problem.error(e.code(), "control store", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
