package dev.godwit.simulation.internal;

import dev.godwit.router.Router;
import dev.godwit.router.RouterSettings;
import dev.godwit.router.RouterStatistics;
import dev.godwit.testkit.FaultyControlPlane;
import dev.godwit.testkit.MemoryConnection;
import dev.godwit.testkit.RoundTrips;
import dev.godwit.testkit.SimulatedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An application process with the real router and some users. */
final class Application {
    private final World world;
    private final SimulatedProcess process;
    private final int users;
    private Optional<Router<MemoryConnection>> connected = Optional.empty();

    Application(World world, SimulatedProcess process, int users) {
        this.world = world;
        this.process = process;
        this.users = users;
    }

    SimulatedProcess process() {
        return process;
    }

    /** What its router has counted, if it ever came to life. */
    Optional<RouterStatistics> statistics() {
        return connected.map(Router::statistics);
    }

    void start() {
        process.start("main", () -> {
            Router<MemoryConnection> router = Router.connect(
                    new FaultyControlPlane(
                            new NearestControlPlane(world, process), RoundTrips.IMMEDIATE, world.weather()::repeats),
                    Scenery.NOTES,
                    List.of(world.applicationStore(process, Scenery.OLD), world.applicationStore(process, Scenery.NEW)),
                    RouterSettings.defaults()
                            .named(process.name())
                            .withHoldLimit(Duration.ofSeconds(2))
                            .on(process, process));
            connected = Optional.of(router);
            for (int user = 1; user <= users; user++) {
                User started = new User(world, process, router, process.name() + "-" + user);
                process.start("user-" + user, started);
            }
        });
    }
}
