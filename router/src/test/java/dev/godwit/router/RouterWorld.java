package dev.godwit.router;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.Role;
import dev.godwit.core.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Two fake stores, a fake control plane and the real router, in one simulation. Units live in store a by default. */
final class RouterWorld implements AutoCloseable {
    static final UnitId U = UnitId.of("u");
    static final UnitId V = UnitId.of("v");

    final Simulation simulation;
    final FakeStore a;
    final FakeStore b;
    final FakeControlPlane controlPlane;
    Router<FakeSession> router;

    RouterWorld() {
        this(1);
    }

    RouterWorld(long seed) {
        simulation = new Simulation(seed);
        a = new FakeStore(simulation, "a", Role.HOME);
        b = new FakeStore(simulation, "b", Role.MOVED);
        controlPlane = new FakeControlPlane(simulation, a.name());
    }

    RouterWorld connect() {
        return connect(settings());
    }

    RouterWorld connect(RouterSettings settings) {
        router = Router.connect(controlPlane, new KeyspaceName("notes"), List.of(a, b), settings);
        return this;
    }

    RouterSettings settings() {
        return RouterSettings.defaults().named("router-1").on(simulation, simulation);
    }

    RouterWorld leased() {
        try {
            Assertions.assertThat(router.awaitLease(Duration.ofSeconds(5))).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    FakeMove move(UnitId unit) {
        FakeMove move = new FakeMove(unit.value(), controlPlane, a, b);
        move.start();
        return move;
    }

    void put(UnitId unit, String key, long value) {
        router.write(unit, connection -> {
            connection.put(unit.value(), key, value);
            return key;
        });
    }

    OptionalLong get(UnitId unit, String key) {
        return router.read(unit, connection -> connection.get(key));
    }

    RouterStatistics statistics() {
        return router.statistics();
    }

    static void assertCode(ThrowingCallable call, ErrorCode code) {
        Assertions.assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        e -> Assertions.assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }

    @Override
    public void close() {
        if (router != null) {
            router.close();
        }
    }
}
