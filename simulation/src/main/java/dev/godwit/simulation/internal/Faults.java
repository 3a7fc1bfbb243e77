package dev.godwit.simulation.internal;

import dev.godwit.core.StoreName;
import dev.godwit.testkit.MemoryDatabase;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** All faults that strike at a moment of the seed's choice; those of the network are {@link Weather}. */
public final class Faults {
    private static final Duration LONG_STALL = Duration.ofSeconds(9);
    private static final Duration SHORT_STALL = Duration.ofMillis(1_500);

    private static final int MOST_NOT_RECEIVED = 20;

    public static final List<Fault> ALL = List.of(
            fault("a server crashes", world -> {
                SimulatedProcess process = anyServer(world);
                process.crash();
            }),
            fault("a server stalls for long", world -> anyServer(world).stall(world.upTo(LONG_STALL))),
            fault("a server stalls", world -> anyServer(world).stall(world.upTo(SHORT_STALL))),
            fault("another server starts", World::addServer),
            fault("an application stalls", world -> anyApplication(world).stall(world.upTo(SHORT_STALL))),
            fault("an application crashes", world -> {
                anyApplication(world).crash();
                world.addApplication(1 + world.random().nextInt(2));
            }),
            fault("a store stalls", world -> world.processOf(anyStore(world)).stall(world.upTo(SHORT_STALL))),
            fault(
                    "a store is slow",
                    world -> world.weather().slowDown(world.processOf(anyStore(world)), world.upTo(LONG_STALL))),
            fault("a store is full", world -> {
                MemoryDatabase database = world.database(anyStore(world));
                database.setFull(true);
                world.later(world.upTo(SHORT_STALL), () -> database.setFull(false));
            }),
            fault(
                    "a standby is promoted",
                    world -> world.database(anyStore(world))
                            .promoteStandby(world.random().nextInt(MOST_NOT_RECEIVED))),
            fault("a store restarts", world -> world.database(anyStore(world)).restart()),
            fault("a store crashes", world -> world.database(anyStore(world)).crash()),
            fault(
                    "a wall clock steps",
                    world -> anyProcess(world)
                            .stepWallClock(world.upTo(Duration.ofSeconds(20)).minusSeconds(10))));

    private Faults() {}

    private static Fault fault(String name, Consumer<World> strike) {
        return new Fault() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void strike(World world) {
                strike.accept(world);
            }
        };
    }

    private static SimulatedProcess anyServer(World world) {
        return any(world, world.servers()).process();
    }

    private static SimulatedProcess anyApplication(World world) {
        return any(world, world.applications()).process();
    }

    private static StoreName anyStore(World world) {
        return world.random().nextBoolean() ? Scenery.OLD : Scenery.NEW;
    }

    private static SimulatedProcess anyProcess(World world) {
        return world.random().nextBoolean() ? anyServer(world) : world.processOf(anyStore(world));
    }

    private static <T> T any(World world, List<T> all) {
        return all.get(world.random().nextInt(all.size()));
    }
}
