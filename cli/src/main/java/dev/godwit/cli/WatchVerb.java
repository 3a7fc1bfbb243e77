package dev.godwit.cli;

import dev.godwit.cli.internal.ProgressDisplay;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code godwit watch}: what {@code run} shows, from another terminal. */
@Command(
        name = "watch",
        description = "Shows how far the migration is, until it ends. Ctrl-C stops watching; the migration goes on.",
        footer = {"", "Example:", "  godwit watch --server http://127.0.0.1:7400"})
final class WatchVerb implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    WatchVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        MigrationControl control = server.find(surroundings.controlPlanes());
        ProgressDisplay display = output.progress(surroundings.console());
        try {
            while (true) {
                MigrationStatus status = control.status();
                display.show(status, surroundings.time().wallClock());
                if (status.ended()) {
                    return ExitCode.OK.number();
                }
                surroundings.time().sleep(display.interval());
            }
        } finally {
            display.finish();
        }
    }
}
