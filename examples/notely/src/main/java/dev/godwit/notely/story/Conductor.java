package dev.godwit.notely.story;

import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Placement;
import dev.godwit.core.Plan;
import dev.godwit.core.TimeSource;
import dev.godwit.core.WaveName;
import dev.godwit.notely.account.AccountChange;
import dev.godwit.notely.account.Accounts;
import dev.godwit.notely.account.FlagsRefusedException;
import dev.godwit.notely.load.LoadProgress;
import dev.godwit.notely.migration.Journey;
import dev.godwit.notely.strategy.NotesKeyspace;
import dev.godwit.server.ServedMigration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Leads the migrations through the acts of a run, and waits for what follows. Used by one thread. */
final class Conductor {
    private static final String ACTOR = "story";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Journey journey;
    private final Accounts accounts;
    private final Supplier<LoadProgress> load;
    private final Screen screen;
    private final TimeSource time;

    Conductor(Journey journey, Accounts accounts, Supplier<LoadProgress> load, Screen screen, TimeSource time) {
        this.journey = journey;
        this.accounts = accounts;
        this.load = load;
        this.screen = screen;
        this.time = time;
    }

    /** Waits until the simulated users have carried out so many operations more. */
    void awaitOperations(long more) throws InterruptedException {
        long wanted = load.get().operations() + more;
        await(more + " operations", () -> load.get().operations() >= wanted);
    }

    /** Lets a wave begin, and waits until its units have moved. */
    void moveWave(String name) throws InterruptedException {
        await(
                "wave " + name + " waits for its approval",
                status -> wave(status, name).approvalWanted());
        command(CommandKind.APPROVE, new Scope(Optional.of(new WaveName(name)), Optional.empty()), "");
        // The workflow stays with a wave until all of it has moved.
        await(
                "wave " + name + " has moved",
                status -> !wave(status, name).stage().equals("waiting")
                        && !status.stage().equals("wave " + name));
    }

    /** Takes an account back to where it came from, and then moves it again. */
    void thereAndBack(UUID account) throws InterruptedException {
        Scope scope = new Scope(Optional.empty(), Optional.of(NotesKeyspace.unit(account)));
        Plan plan = requireFirst().plan();
        String source = plan.source().value();
        String target = plan.target().value();
        command(CommandKind.ROLLBACK, scope, "");
        await("the account is back", () -> home(account).equals(source));
        screen.act("  its home is " + source + " again; now it moves once more");
        command(CommandKind.CUTOVER, scope, "");
        await("the account has moved again", () -> home(account).equals(target));
    }

    /** Accepts the move of all accounts for good, and waits until nothing is left of it. */
    void accept() throws InterruptedException {
        await(
                "all is moved",
                status -> status.stage().equals("probation") && status.unitsMoved() == status.unitsTotal());
        command(CommandKind.FINALIZE, Scope.MIGRATION, "the show goes on");
        await("the migration of all has ended", () -> first().isEmpty());
    }

    /** Tells accounts by their flags to live in another store, and waits until they do. */
    void moveTo(String shard, List<UUID> ids) throws InterruptedException {
        AccountChange change =
                new AccountChange(Optional.empty(), Optional.empty(), Optional.of(shard), Optional.empty());
        await(
                ids.size() + " accounts live in " + shard,
                () -> ids.stream().filter(id -> lives(id, shard, change)).count() == ids.size());
    }

    /** Flags that are said again lead to nothing; one that is just being taken back is told later. */
    private boolean lives(UUID id, String shard, AccountChange change) {
        try {
            return home(id).equals(shard) || accounts.change(id, change).isEmpty();
        } catch (FlagsRefusedException e) {
            return false;
        }
    }

    /** The migration of all accounts, until it has ended. */
    private Optional<ServedMigration> first() {
        return journey.between(journey.stores().get(0), journey.stores().get(1));
    }

    private Optional<MigrationStatus> status() {
        try {
            return first().map(MigrationControl::status);
        } catch (GodwitException e) {
            // It has just ended.
            return Optional.empty();
        }
    }

    private String home(UUID account) {
        Placement placement = journey.placement(NotesKeyspace.unit(account));
        return placement.phase().cutting() ? "" : placement.home().value();
    }

    private ServedMigration requireFirst() {
        return first().orElseThrow(() -> new StoryBrokenException("the migration of all accounts has ended"));
    }

    private void command(CommandKind kind, Scope scope, String reason) {
        requireFirst().command(new Command(kind, scope, reason, ACTOR));
    }

    private void await(String what, Predicate<MigrationStatus> reached) throws InterruptedException {
        await(what, () -> status().filter(reached).isPresent());
    }

    /** Waits until it is so; {@link StoryBrokenException} when that takes too long. */
    void await(String what, BooleanSupplier reached) throws InterruptedException {
        long started = time.monotonicNanos();
        while (!reached.getAsBoolean()) {
            requireNoAttention();
            Optional<MigrationStatus> status = status();
            if (time.since(started).compareTo(PATIENCE) > 0) {
                throw new StoryBrokenException("not within " + PATIENCE.toSeconds() + " s: " + what + "; "
                        + status.map(MigrationStatus::waitsFor).orElse(List.of()));
            }
            show(status);
            time.sleep(LOOK_EVERY);
        }
    }

    private void requireNoAttention() {
        for (ServedMigration migration : journey.migrations()) {
            for (UnitView unit : migration.units(UnitFilter.ALL, Integer.MAX_VALUE)) {
                unit.flags().attention().ifPresent(reason -> {
                    throw new StoryBrokenException("unit " + unit.unit() + " needs attention: " + reason);
                });
            }
        }
    }

    private void show(Optional<MigrationStatus> status) {
        LoadProgress progress = load.get();
        String moved = status.map(seen -> "%d of %d accounts moved, ".formatted(seen.unitsMoved(), seen.unitsTotal()))
                .orElse("");
        screen.live("%s%,d operations, %d misses, %d errors"
                .formatted(moved, progress.operations(), progress.misses(), progress.errors()));
    }

    private static WaveStatus wave(MigrationStatus status, String name) {
        return status.waves().stream()
                .filter(wave -> wave.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StoryBrokenException("no wave " + name));
    }
}
