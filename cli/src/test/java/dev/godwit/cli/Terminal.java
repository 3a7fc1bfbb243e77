package dev.godwit.cli;

import dev.godwit.cli.internal.Look;
import dev.godwit.client.HttpCommands;
import dev.godwit.client.HttpDocuments;
import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.KeyspaceOverview.Lease;
import dev.godwit.core.KeyspaceOverview.RouterSeen;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.Plan;
import dev.godwit.core.Signal;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.doctor.Diagnosis;
import dev.godwit.engine.doctor.Removed;
import dev.godwit.rehearsal.RehearsalReport;
import dev.godwit.server.PlanDesk;
import dev.godwit.server.access.TokenOffice;
import dev.godwit.server.plan.WrittenPlan;
import dev.godwit.server.runbook.Runbook;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs commands as a person would and keeps what they print. */
final class Terminal {
    final RecordingControl control = new RecordingControl();
    /** Of a server that runs another one. */
    Optional<RecordingControl> another = Optional.empty();

    final List<Plan> started = new ArrayList<>();
    boolean reachable = true;
    boolean interactive;
    Optional<Runbook> runbook = Optional.empty();
    Optional<Diagnosis> diagnosis = Optional.empty();
    final List<Plan> removed = new ArrayList<>();
    /** Statuses to show before Ctrl-C is pressed. */
    Optional<Integer> interruptAfter = Optional.empty();

    int closed;
    private Runnable interrupt = () -> {};
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    int run(String... arguments) {
        return Godwit.commandLine(surroundings()).execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    private Surroundings surroundings() {
        Console console = new Console(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader("")),
                interactive,
                () -> Look.plain(100),
                () -> 30);
        return new Surroundings(
                console,
                new FakeControlPlanes(),
                new FakeMigrations(),
                callback -> {
                    interrupt = callback;
                    return () -> {};
                },
                new FixedTime(),
                quiet -> {},
                "tester");
    }

    private final class FakeControlPlanes implements ControlPlanes {
        @Override
        public MigrationControls find(List<URI> servers) {
            if (!reachable) {
                throw new GodwitException(
                        ErrorCode.CONTROL_PLANE_UNREACHABLE, "nobody answers at " + servers.getFirst());
            }
            return new FakeControls();
        }

        @Override
        public HttpDocuments documents(List<URI> servers) {
            throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "no document at " + servers.getFirst());
        }

        @Override
        public HttpCommands commands(List<URI> servers) {
            throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "no log at " + servers.getFirst());
        }

        @Override
        public PlanDesk plans(List<URI> servers) {
            throw new GodwitException(ErrorCode.CONTROL_PLANE_UNREACHABLE, "no desk at " + servers.getFirst());
        }
    }

    private final class FakeControls implements MigrationControls {
        private static final MigrationName FIRST = new MigrationName("notes-to-postgres");

        @Override
        public List<MigrationOverview> overview() {
            return another.map(found -> List.of(running(FIRST), running(new MigrationName("another"))))
                    .orElse(List.of(running(FIRST)));
        }

        @Override
        public List<KeyspaceOverview> keyspaces() {
            StoreName legacy = new StoreName("legacy");
            return List.of(new KeyspaceOverview(
                    new KeyspaceName("notes"),
                    legacy,
                    12,
                    List.of(legacy, new StoreName("new")),
                    overview(),
                    1_234,
                    List.of(new RouterSeen(Optional.of("app"), Lease.HELD, Optional.of(12L), Duration.ZERO))));
        }

        @Override
        public ApplicationLatency latency(MigrationName name) {
            return control.latency();
        }

        private static MigrationOverview running(MigrationName name) {
            return new MigrationOverview(
                    name, new KeyspaceName("notes"), MigrationOverview.State.RUNNING, Optional.empty());
        }

        @Override
        public MigrationControl control(Optional<MigrationName> name) {
            return name.filter(wanted -> !wanted.equals(FIRST)).isPresent() ? another.orElseThrow() : control;
        }
    }

    private final class FakeMigrations implements Migrations {
        @Override
        public Runbook inspect(Plan plan, RunSettings settings) {
            return runbook.orElseThrow();
        }

        @Override
        public Diagnosis diagnose(Plan plan, RunSettings settings) {
            return diagnosis.orElseThrow();
        }

        @Override
        public List<Removed> remove(Plan plan, RunSettings settings) {
            removed.add(plan);
            return List.of(new Removed(
                    "legacy", List.of("schema godwit_notes"), List.of(new Removed.Counted("schema", 1, 0))));
        }

        @Override
        public RehearsalReport rehearse(
                Plan plan, RunSettings settings, RehearsalOrder order, Consumer<String> progress) {
            throw new AssertionError("nobody rehearses here");
        }

        @Override
        public RunningMigration start(WrittenPlan plan, RunSettings settings) {
            started.add(plan.plan());
            return new FakeRun();
        }

        @Override
        public TokenOffice tokens(RunSettings settings) {
            throw new AssertionError("nobody makes tokens here");
        }

        @Override
        public RunningServer serve(RunSettings settings) {
            throw new AssertionError("nobody serves here");
        }
    }

    private final class FakeRun implements RunningMigration {
        private int waits;

        @Override
        public RecordingControl control() {
            return control;
        }

        @Override
        public String url() {
            return "http://127.0.0.1:7400";
        }

        @Override
        public boolean awaitEnd(Duration atMost) {
            waits++;
            if (interruptAfter.filter(after -> waits >= after).isPresent()) {
                interrupt.run();
                return false;
            }
            return interruptAfter.isEmpty() && waits > 2;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    /** The wall clock stands still; the other one runs, so that waits end. */
    private static final class FixedTime implements TimeSource {
        private final SystemTime system = new SystemTime();

        @Override
        public long monotonicNanos() {
            return system.monotonicNanos();
        }

        @Override
        public Instant wallClock() {
            return Statuses.NOW;
        }

        @Override
        public void sleep(Duration duration) {}

        @Override
        public Signal signal() {
            return system.signal();
        }
    }
}
