package dev.godwit.server.plan;

import dev.godwit.core.Entity;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Keys;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.NewUnits;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Throttle;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.ProblemsException;
import dev.godwit.server.plan.MovePart.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a plan from its top level down. It reads everything before it gives up, so that all problems are known. */
final class PlanReader {
    /** Shorter than the freeze, drain and three updates take on a quiet machine makes no sense. */
    private static final Duration PAUSE_MIN = Duration.ofMillis(20);
    /** Routers hold an operation for 2 s before they give up. */
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    /** A unit of any size takes some round trips. */
    private static final Duration WINDOW_MIN = Duration.ofSeconds(1);

    private static final Duration WINDOW_MAX = Duration.ofDays(2);
    private static final Duration DAYS_MAX = Duration.ofDays(3650);

    private static final String LAST_WAVE_WANTED =
            "units would be left in the source; it wants a last wave with 'units: { all: true }'";

    private final Findings findings;
    private final Secrets secrets;
    private final Path folder;

    /** @param folder of the plan, from which files are named */
    PlanReader(Findings findings, Secrets secrets, Path folder) {
        this.findings = findings;
        this.secrets = secrets;
        this.folder = folder;
    }

    /** @throws ProblemsException when there is a problem */
    Plan read(Section plan) {
        Optional<KeyspaceName> keyspace = plan.required("keyspace").flatMap(value -> value.text(KeyspaceName::new));
        Optional<MigrationName> migration = plan.required("migration").flatMap(value -> value.text(MigrationName::new));
        Optional<Instant> deadline = plan.optional("deadline").flatMap(Value::instant);
        StoreNames names = StoreNames.of(plan);
        List<StoreAddress> all = new StoresPart(secrets, folder).read(plan);
        MovePart move = new MovePart(names);
        Optional<Direction> direction = move.read(plan);
        RehearsalPart rehearsal = RehearsalPart.read(plan, names);
        List<StoreAddress> stores = rehearsal.withoutScratch(all);
        EntitiesPart entitiesPart = new EntitiesPart(
                names, direction.map(Direction::onlyTargets).orElse(Set.of()), FoundTransforms.read(findings));
        List<Entity> moving = entitiesPart.read(plan);
        List<Entity> references = new ReferencePart(entitiesPart).read(plan, moving);
        List<Entity> entities =
                Stream.concat(references.stream(), moving.stream()).toList();
        List<Wave> waves = ReferencePart.withWave(references, new WavesPart(names).read(plan), plan);
        direction.ifPresent(known -> move.requireAllUsed(plan, known, waves, rehearsal.scratch()));
        if (!references.isEmpty() && !endsWithAll(waves)) {
            plan.optional("reference").ifPresent(value -> value.refuse(LAST_WAVE_WANTED));
        }
        Cutover cutover = cutover(plan);
        Mismatch onMismatch = onMismatch(plan);
        Duration probation = days(plan, "probation", cutover.wayBack() ? PlanDefaults.PROBATION : Duration.ZERO);
        if (!cutover.wayBack()) {
            plan.optional("probation")
                    .ifPresent(value ->
                            value.refuse("with 'wayBack: false' there is no way back that it could keep open"));
        }
        Duration retention = days(plan, "retention", PlanDefaults.RETENTION);
        Throttle throttle = ThrottlePart.read(plan);
        RowsWithoutUnit rowsWithoutUnit = plan.optional("unitNull")
                .flatMap(value -> value.choice(Map.of("refuse", RowsWithoutUnit.REFUSE, "stay", RowsWithoutUnit.STAY)))
                .orElse(RowsWithoutUnit.REFUSE);
        Keys keys = keys(plan);
        Accept accept = new AcceptPart(entities).read(plan);
        NewUnits newUnits = newUnits(plan, waves);
        Set<CommandKind> twoPersons = TwoPersonsPart.read(plan, cutover);
        direction.ifPresent(known -> rehearsal.requireApart(all, known, waves));
        direction.flatMap(Direction::spread).ifPresent(spread -> SpreadLimits.require(plan));
        plan.finish();
        findings.throwIfAny();
        return new Plan(
                new Keyspace(keyspace.orElseThrow(), entities, rowsWithoutUnit),
                migration.orElseThrow(),
                deadline,
                stores,
                direction.orElseThrow().source(),
                direction.orElseThrow().target(),
                waves,
                cutover,
                onMismatch,
                probation,
                retention,
                throttle,
                keys,
                newUnits,
                accept,
                twoPersons,
                rehearsal.of(all),
                direction.orElseThrow().spread());
    }

    private static Cutover cutover(Section plan) {
        Optional<Section> section = plan.optional("cutover").flatMap(Value::section);
        Duration maxPause = section.flatMap(keys -> keys.optional("maxPause"))
                .flatMap(value -> value.duration(PAUSE_MIN, PAUSE_MAX))
                .orElse(PlanDefaults.CUTOVER.maxPause());
        Optional<Value> approve = section.flatMap(keys -> keys.optional("approve"));
        boolean approved = approve.flatMap(Value::flag).orElse(PlanDefaults.CUTOVER.approve());
        section.ifPresent(Section::finish);
        Optional<Duration> window = window(plan);
        if (window.isPresent() && approved) {
            approve.orElseThrow()
                    .refuse("with 'offline' nobody could write while a wave waits for this; give the wave"
                            + " 'approve: true' instead");
        }
        boolean wayBack = plan.optional("wayBack").flatMap(Value::flag).orElse(PlanDefaults.CUTOVER.wayBack());
        return new Cutover(maxPause, approved, window, wayBack);
    }

    private static Optional<Duration> window(Section plan) {
        Optional<Section> section = plan.optional("offline").flatMap(Value::section);
        Optional<Duration> window = section.flatMap(keys -> keys.required("window"))
                .flatMap(value -> value.duration(WINDOW_MIN, WINDOW_MAX));
        section.ifPresent(Section::finish);
        return window;
    }

    private static Keys keys(Section plan) {
        return plan.optional("keys")
                .flatMap(value -> value.choice(Map.of("refuse", Keys.REFUSE, "ranges", Keys.RANGES)))
                .orElse(PlanDefaults.KEYS);
    }

    private static NewUnits newUnits(Section plan, List<Wave> waves) {
        Optional<Value> value = plan.optional("newUnits");
        NewUnits chosen = value.flatMap(
                        found -> found.choice(Map.of("source", NewUnits.SOURCE, "target", NewUnits.TARGET)))
                .orElse(PlanDefaults.NEW_UNITS);
        if (chosen == NewUnits.TARGET && !endsWithAll(waves)) {
            value.orElseThrow().refuse(LAST_WAVE_WANTED);
        }
        return chosen;
    }

    /** Whether no unit would be left in the source; true too where the waves are wrong, which is said already. */
    private static boolean endsWithAll(List<Wave> waves) {
        return waves.isEmpty() || waves.getLast().units() instanceof Selection.All;
    }

    private static Mismatch onMismatch(Section plan) {
        Optional<Section> section = plan.optional("verify").flatMap(Value::section);
        if (section.isEmpty()) {
            return PlanDefaults.ON_MISMATCH;
        }
        Mismatch chosen = section.get()
                .optional("onMismatch")
                .flatMap(value -> value.choice(Map.of("stop", Mismatch.STOP, "repair", Mismatch.REPAIR)))
                .orElse(PlanDefaults.ON_MISMATCH);
        section.get().finish();
        return chosen;
    }

    private static Duration days(Section plan, String key, Duration otherwise) {
        return plan.optional(key)
                .flatMap(value -> value.duration(Duration.ZERO, DAYS_MAX))
                .orElse(otherwise);
    }
}
