package dev.godwit.cli;

import dev.godwit.core.MigrationOverview;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code godwit serve}: a control plane that stays. */
@Command(
        name = "serve",
        description = {
            "Serves a control plane that stays: its page, its API, and the migrations that are sent to it.",
            "Goes on with the migrations that its control store knows, also with those that 'godwit run' has left."
                    + " 'godwit start' sends it a plan; status, pause and the other commands steer it.",
            "Several servers may share a control store: one leads, the others stand by and take over.",
            "Ctrl-C stops it where it is; serving again goes on there."
        },
        footer = {
            "",
            "Examples:",
            "  godwit serve --port 8800",
            "  godwit serve --control-store jdbc:postgresql://127.0.0.1/godwit --control-store-user godwit \\",
            "      --control-store-password env:CONTROL_STORE_PASSWORD"
        })
final class ServeVerb implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;
    private static final Duration RESPONSE = Duration.ofMillis(100);

    private final Surroundings surroundings;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private WebhookOption webhooks = new WebhookOption();

    @Mixin
    private ReachOptions reach = new ReachOptions();

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the control plane; by default a free one.")
    private int port;

    @Option(
            names = "--hide-names",
            description =
                    "Show names of units to nobody over HTTP, whatever their roles; commands may still name them.")
    private boolean hideNames;

    ServeVerb(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > PORT_MAX) {
            throw new UsageException("--port must be from 0 to " + PORT_MAX);
        }
        surroundings.logToFile().accept(false);
        AtomicBoolean asked = new AtomicBoolean();
        try (Interruptions.Registration ignored = surroundings.interruptions().onFirst(() -> asked.set(true));
                RunningServer server = surroundings
                        .migrations()
                        .serve(webhooks.in(store.settings(port))
                                .withReach(reach.reach())
                                .withNamesHidden(hideNames))) {
            say("The control plane serves at " + server.url() + ". Ctrl-C stops it.");
            server.leader()
                    .ifPresentOrElse(
                            leader -> say("The server at " + leader + " leads; this one stands by."),
                            () -> server.migrations().forEach(this::tell));
            while (!asked.get()) {
                surroundings.time().sleep(RESPONSE);
            }
            say("Stopping; Ctrl-C again ends it at once.");
        }
        say("Stopped. Nothing is copied, mirrored or mirrored back until it serves again.");
        return ExitCode.INTERRUPTED.number();
    }

    private void tell(MigrationOverview migration) {
        switch (migration.state()) {
            case RUNNING -> say("Migration " + migration.name() + " goes on.");
            case WAITING ->
                say("Migration " + migration.name() + " waits: "
                        + migration.reason().orElse("nobody has started it"));
            case ENDED -> {}
        }
    }

    private void say(String line) {
        surroundings.console().out().println(line);
        surroundings.console().out().flush();
    }
}
