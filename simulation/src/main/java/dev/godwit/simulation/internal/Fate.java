package dev.godwit.simulation.internal;

import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.simulation.internal.Adversity.PlannedFault;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What befalls the world from outside: faults at moments of the seed's choice, new servers for dead ones, calm at last. */
final class Fate {
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(3);

    private final World world;
    private final SimulatedProcess process;
    private final Set<Server> replaced = new HashSet<>();

    Fate(World world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
    }

    void start() {
        for (PlannedFault planned : world.scenario().adversity().faults()) {
            begin("fault", () -> {
                process.sleep(planned.at());
                strike(planned.fault());
            });
        }
        begin("calm", () -> {
            process.sleep(world.scenario().adversity().storm());
            world.weather().calmDown();
            world.trace().add(process.monotonicNanos(), "fate", "CALM");
        });
        begin("nurse", () -> {
            while (!world.isOver()) {
                process.sleep(LOOK);
                look();
            }
        });
    }

    private void strike(Fault fault) {
        if (!world.isOver() && !world.isCalm()) {
            world.coverage().struck(fault.name());
            world.trace().add(process.monotonicNanos(), "fate", "FAULT: " + fault.name());
            fault.strike(world);
        }
    }

    private void look() throws InterruptedException {
        for (Server server : List.copyOf(world.servers())) {
            if (server.process().isCrashed() && replaced.add(server)) {
                process.sleep(world.upTo(LONGEST_OUTAGE));
                world.addServer();
            }
        }
        world.dropDeadConnections();
        if (!world.isAttentionAllowed()) {
            world.records().stream()
                    .filter(record -> record.flags().attention().isPresent())
                    .findFirst()
                    .ifPresent(this::reportAttention);
            world.migration()
                    .flatMap((MigrationRecord record) -> record.flags().attention())
                    .ifPresent(reason ->
                            world.watch().report(Invariant.PROGRESS, "the migration needs a person: " + reason));
        }
    }

    private void reportAttention(UnitRecord record) {
        world.watch()
                .report(
                        Invariant.PROGRESS,
                        "unit " + record.unit() + " in " + record.phase() + " needs a person: "
                                + record.flags().attention().orElse(""));
    }

    /** Work that sleeps. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void begin(String name, Work work) {
        process.start(name, () -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
