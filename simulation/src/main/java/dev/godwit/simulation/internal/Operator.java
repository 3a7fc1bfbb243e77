package dev.godwit.simulation.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.Phase;
import dev.godwit.core.UnitId;
import dev.godwit.engine.Engine;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.testkit.RoundTrips;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whoever drives the migration: lets it move, takes some of it back, moves it again, and ends it one way or the other. */
final class Operator {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Set<ErrorCode> NOT_NOW =
            Set.of(ErrorCode.FORBIDDEN_TRANSITION, ErrorCode.POINT_OF_NO_RETURN, ErrorCode.UNIT_NOT_FOUND);

    private final World world;
    private final SimulatedProcess process;

    Operator(World world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
    }

    void start() {
        process.start("main", () -> {
            try {
                drive();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void drive() throws InterruptedException {
        boolean asked = world.scenario().course().asked();
        if (asked) {
            Scope last = scope(Scenery.unit(world.scenario().cast().units()));
            while (!command(CommandKind.MOVE, last)) {
                process.sleep(LOOK);
            }
        }
        await(record -> record.phase() == Phase.PROBATION);
        for (int round = 0; round < world.scenario().course().rounds(); round++) {
            Scope scope = scope();
            boolean request = asked && scope.unit().isPresent();
            command(request ? CommandKind.ABORT : CommandKind.ROLLBACK, scope);
            Phase back = request ? Phase.SETTLED : Phase.SYNCED;
            await(record -> inScope(record, scope) ? record.phase() == back : true);
            command(request ? CommandKind.MOVE : CommandKind.CUTOVER, scope);
            await(record -> record.phase() == Phase.PROBATION);
        }
        if (world.scenario().course().abandoned()) {
            command(CommandKind.ABORT, Scope.MIGRATION);
            return;
        }
        while (!command(CommandKind.FINALIZE, Scope.MIGRATION)) {
            process.sleep(LOOK.multipliedBy(4));
            command(CommandKind.CUTOVER, Scope.MIGRATION);
            await(record -> record.phase() == Phase.PROBATION);
        }
    }

    private Scope scope() {
        if (world.random().nextBoolean()) {
            return Scope.MIGRATION;
        }
        UnitId unit =
                Scenery.unit(1 + world.random().nextInt(world.scenario().cast().units()));
        return scope(unit);
    }

    private static Scope scope(UnitId unit) {
        return new Scope(Optional.empty(), Optional.of(unit));
    }

    private static boolean inScope(UnitRecord record, Scope scope) {
        return scope.unit().isEmpty() || scope.unit().get().equals(record.unit());
    }

    /** Waits, but not for ever: a command may also come at an odd moment. */
    private void await(Predicate<UnitRecord> there) throws InterruptedException {
        Duration patience = world.scenario().course().frenzied() ? Duration.ofSeconds(2) : world.upTo(PATIENCE);
        long start = process.monotonicNanos();
        while (process.since(start).compareTo(patience) < 0) {
            if (!world.records().isEmpty() && world.records().stream().allMatch(there)) {
                return;
            }
            process.sleep(world.scenario().course().frenzied() ? LOOK.dividedBy(10) : LOOK);
        }
    }

    /** Gives a command until a server has taken it; false when it is not possible now. */
    private boolean command(CommandKind kind, Scope scope) throws InterruptedException {
        while (!world.isOver()) {
            Optional<Server> server = world.servers().stream()
                    .filter(each -> each.engine().isPresent())
                    .skip(world.random().nextInt(2))
                    .findFirst();
            if (server.isPresent()) {
                try {
                    give(server.get(), kind, scope);
                    return true;
                } catch (GodwitException e) {
                    world.testimony().heard(e, "operator: " + kind);
                    if (NOT_NOW.contains(e.code())) {
                        return false;
                    }
                }
            }
            process.sleep(LOOK);
        }
        return true;
    }

    private void give(Server server, CommandKind kind, Scope scope) {
        RoundTrips way = world.network().toControlPlane(process, server.process());
        String what = kind + " " + scope.unit().map(UnitId::value).orElse("all");
        way.request(what);
        try {
            Engine engine = server.engine()
                    .orElseThrow(() -> new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "no engine"));
            engine.command(new Command(kind, scope, "", "operator"));
        } catch (RuntimeException e) {
            way.refusal(what);
            throw e;
        }
        way.answer(what, true);
    }
}
