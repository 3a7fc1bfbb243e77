package dev.godwit.cli;

import static org.awaitility.Awaitility.await;

import dev.godwit.cli.TestDatabases.Database;
import dev.godwit.cli.internal.Look;
import dev.godwit.client.ControlPlaneAddress;
import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Secret;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A folder with a plan and two databases, and the real command line in it: servers, HTTP and all. */
final class Workplace implements AutoCloseable {
    final Database legacy = TestDatabases.create();
    final Database target = TestDatabases.create();
    final Path folder;
    Optional<String> token = Optional.empty();
    private final List<Background> background = new ArrayList<>();

    Workplace(Path folder) {
        this.folder = folder;
    }

    /** How a command ended. */
    record Result(int code, String out, String err) {}

    /** A command that lasts. */
    static final class Background {
        private final CompletableFuture<Result> end = new CompletableFuture<>();
        private volatile Runnable interrupt = () -> {};

        /** Presses Ctrl-C. */
        void interrupt() {
            interrupt.run();
        }

        Result end() throws Exception {
            return end.get(60, TimeUnit.SECONDS);
        }
    }

    Path plan(String yaml) throws IOException {
        return Files.writeString(folder.resolve("plan.yaml"), yaml);
    }

    Result run(String... arguments) {
        return run(new Background(), arguments);
    }

    Background start(String... arguments) {
        Background started = new Background();
        background.add(started);
        Thread.ofVirtual().name("godwit " + arguments[0]).start(() -> {
            try {
                started.end.complete(run(started, arguments));
            } catch (RuntimeException e) {
                started.end.completeExceptionally(e);
            }
        });
        return started;
    }

    private Result run(Background self, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        SystemTime time = new SystemTime();
        Surroundings surroundings = new Surroundings(
                new Console(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        new BufferedReader(new StringReader("")),
                        false,
                        () -> Look.plain(100),
                        () -> 30),
                new HttpControlPlanes(folder, this::secret),
                new LocalMigrations(folder, time, new ThreadTasks()),
                callback -> {
                    self.interrupt = callback;
                    return () -> {};
                },
                time,
                quiet -> {},
                "tester");
        int code = Godwit.commandLine(surroundings).execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private Optional<Secret> secret() {
        return token.map(text -> new Secret(text, "test"));
    }

    /** Waits until a control plane serves here. */
    void untilServed() {
        await("it serves")
                .atMost(Duration.ofSeconds(40))
                .until(() -> ControlPlaneAddress.find(folder).isPresent());
    }

    /** Waits until the migration is as wanted, looking at it as another process does. */
    MigrationStatus until(String what, Predicate<MigrationStatus> wanted) {
        try (ControlPlaneConnection connection = ControlPlaneConnection.near(folder, secret())) {
            HttpMigrationControl control = new HttpMigrationControl(connection);
            return await(what)
                    .atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreException(GodwitException.class)
                    .until(control::status, wanted);
        }
    }

    @Override
    public void close() {
        for (Background each : background) {
            each.interrupt();
            each.end
                    .handle((result, failure) -> result)
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        }
    }
}
