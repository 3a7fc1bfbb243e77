package dev.godwit.notely.compare;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.TimeSource;
import dev.godwit.core.WaveName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Brings a first journey to its end for good, as an operator would, so that the next one can begin. Used by one thread. */
final class Leader implements AutoCloseable {
    private static final String ACTOR = "compare";
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final ControlPlaneConnection connection;
    private final MigrationControl control;
    private final TimeSource time;

    Leader(URI controlPlane, TimeSource time) {
        this.connection = ControlPlaneConnection.to(controlPlane);
        this.control = new HttpMigrationControl(connection);
        this.time = time;
    }

    /** Approves what waits, accepts what is moved, and waits until a migration out of that store is under way. */
    void awaitJourneyFrom(String source, Duration patience) throws InterruptedException {
        long start = time.monotonicNanos();
        String last = "no answer";
        while (time.since(start).compareTo(patience) < 0) {
            try {
                MigrationStatus status = control.status();
                if (status.source().equals(source)) {
                    return;
                }
                last = status.stage() + " " + status.waitsFor();
                push(status);
            } catch (GodwitException e) {
                // One migration gives way to the next just now, or a command came too early.
                last = String.valueOf(e.getMessage());
            }
            time.sleep(LOOK_EVERY);
        }
        throw new ContestFailedException("no migration out of " + source + " has begun: " + last);
    }

    private void push(MigrationStatus status) {
        for (WaveStatus wave : status.waves()) {
            if (wave.approvalWanted()) {
                command(CommandKind.APPROVE, new Scope(Optional.of(new WaveName(wave.name())), Optional.empty()));
            }
        }
        if (status.stage().equals("probation")) {
            command(CommandKind.FINALIZE, Scope.MIGRATION);
        }
    }

    private void command(CommandKind kind, Scope scope) {
        control.command(new Command(kind, scope, "the comparison goes on", ACTOR));
    }

    @Override
    public void close() {
        connection.close();
    }
}
