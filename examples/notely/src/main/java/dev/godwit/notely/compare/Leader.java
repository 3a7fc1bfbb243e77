package dev.godwit.notely.compare;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpMigrationControls;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.TimeSource;
import dev.godwit.core.WaveName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Brings a migration to its end for good, as an operator would. Used by one thread. */
final class Leader implements AutoCloseable {
    private static final String ACTOR = "compare";
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final ControlPlaneConnection connection;
    private final MigrationControls migrations;
    private final TimeSource time;

    Leader(URI controlPlane, TimeSource time) {
        this.connection = ControlPlaneConnection.to(controlPlane);
        this.migrations = new HttpMigrationControls(connection);
        this.time = time;
    }

    /** Approves what waits and accepts what is moved, until no migration to that store is under way. */
    void endMigrationTo(String target, Duration patience) throws InterruptedException {
        long start = time.monotonicNanos();
        String last = "no answer";
        while (time.since(start).compareTo(patience) < 0) {
            try {
                Optional<MigrationControl> left = to(target);
                if (left.isEmpty()) {
                    return;
                }
                MigrationStatus status = left.get().status();
                last = status.stage() + " " + status.waitsFor();
                push(left.get(), status);
            } catch (GodwitException e) {
                // It has just ended, or a command came too early.
                last = String.valueOf(e.getMessage());
            }
            time.sleep(LOOK_EVERY);
        }
        throw new ContestFailedException("the migration to " + target + " does not end: " + last);
    }

    private Optional<MigrationControl> to(String target) {
        return migrations.names().stream()
                .map(name -> migrations.control(Optional.of(name)))
                .filter(control -> control.status().target().equals(target))
                .findFirst();
    }

    private static void push(MigrationControl control, MigrationStatus status) {
        for (WaveStatus wave : status.waves()) {
            if (wave.approvalWanted()) {
                Scope scope = new Scope(Optional.of(new WaveName(wave.name())), Optional.empty());
                command(control, CommandKind.APPROVE, scope);
            }
        }
        if (status.stage().equals("probation")) {
            command(control, CommandKind.FINALIZE, Scope.MIGRATION);
        }
    }

    private static void command(MigrationControl control, CommandKind kind, Scope scope) {
        control.command(new Command(kind, scope, "the comparison goes on", ACTOR));
    }

    @Override
    public void close() {
        connection.close();
    }
}
