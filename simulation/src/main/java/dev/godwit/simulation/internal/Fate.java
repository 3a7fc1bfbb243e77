package dev.godwit.simulation.internal;

import dev.godwit.engine.spi.MigrationRecord;
import dev.godwit.engine.spi.UnitRecord;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What befalls the world from outside: faults at moments of the seed's choice, new servers for dead ones, calm at last. */
public final class Fate {
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(3);
    private static final int MOST_FAULTS = 6;

    private final World world;
    private final SimulatedProcess process;
    private final Duration storm;
    private final Set<Server> replaced = new HashSet<>();
    private int struck;

    public Fate(World world) {
        this.world = world;
        this.process = world.scheduler().process("fate");
        this.storm = world.upTo(Duration.ofSeconds(15)).plusSeconds(1);
    }

    /** How long there are faults. */
    public Duration storm() {
        return storm;
    }

    public int struck() {
        return struck;
    }

    public void start() {
        int faults = 1 + world.random().nextInt(MOST_FAULTS);
        for (int number = 0; number < faults; number++) {
            Fault fault = Faults.ALL.get(world.random().nextInt(Faults.ALL.size()));
            Duration at = world.upTo(storm);
            begin("fault-" + number, () -> {
                process.sleep(at);
                strike(fault);
            });
        }
        begin("calm", () -> {
            process.sleep(storm);
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
            struck++;
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
