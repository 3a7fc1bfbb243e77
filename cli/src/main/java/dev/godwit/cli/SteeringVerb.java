package dev.godwit.cli;

import dev.godwit.cli.internal.Json;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that tell a running migration what to do. */
abstract class SteeringVerb implements Callable<Integer> {
    private final Surroundings surroundings;
    private final CommandKind kind;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; for the journal.")
    private String reason = "";

    SteeringVerb(Surroundings surroundings, CommandKind kind) {
        this.surroundings = surroundings;
        this.kind = kind;
    }

    /** The number that the command has, if it has one. */
    Optional<Long> rowsPerSecond() {
        return Optional.empty();
    }

    /** The command of another person that is meant, if it is one. */
    Optional<String> request() {
        return Optional.empty();
    }

    @Override
    public final Integer call() {
        String answer = request().map(this::agree).orElseGet(this::command);
        surroundings
                .console()
                .out()
                .println(output.json() ? Json.line(Map.of("command", kind, "answer", answer)) : answer);
        return ExitCode.OK.number();
    }

    private String command() {
        return server.find(surroundings.controlPlanes())
                .command(new Command(kind, scope.scope(), reason, surroundings.actor(), rowsPerSecond()));
    }

    private String agree(String other) {
        if (!scope.scope().equals(Scope.MIGRATION)) {
            throw new UsageException("--request names a command; it says itself what it is about");
        }
        return surroundings.controlPlanes().commands(server.urls()).approve(server.migration(), other);
    }
}
