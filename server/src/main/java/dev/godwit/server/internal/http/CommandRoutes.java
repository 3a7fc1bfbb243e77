package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Bodies;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationName;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.server.access.Steering;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** What people command, and what is known of it. Thread-safe. */
final class CommandRoutes {
    private static final int USUAL_ENTRIES = 100;
    private static final int MOST_ENTRIES = 10_000;

    private final Steering steering;
    private final Exchange exchange;

    CommandRoutes(Steering steering, Exchange exchange) {
        this.steering = steering;
        this.exchange = exchange;
    }

    void command(ServerRequest request, ServerResponse response) {
        MigrationName migration = Exchange.migration(request);
        Command command = exchange.body(request, Command.class);
        exchange.answer(
                response,
                new Bodies.CommandAnswer(steering.command(
                        Guard.identity(request), migration, command, Exchange.idempotencyKey(request))));
    }

    void requests(ServerRequest request, ServerResponse response) {
        exchange.answer(response, new Bodies.Commands(inWords(steering.awaitingApproval(Exchange.migration(request)))));
    }

    void approve(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("request");
        String answer = steering.approve(Guard.identity(request), Exchange.migration(request), id);
        exchange.answer(response, new Bodies.CommandAnswer(answer));
    }

    void audit(ServerRequest request, ServerResponse response) {
        int limit = Exchange.limit(request, USUAL_ENTRIES, MOST_ENTRIES);
        exchange.answer(response, new Bodies.Commands(inWords(steering.desk().newest(limit))));
    }

    private static List<Bodies.CommandEntry> inWords(List<LoggedCommand> commands) {
        return commands.stream()
                .map(command -> new Bodies.CommandEntry(
                        command.id(),
                        command.at(),
                        command.actor(),
                        command.authenticated(),
                        command.command(),
                        command.migration(),
                        command.subject(),
                        command.reason(),
                        command.outcome().name(),
                        command.answer(),
                        command.approver()))
                .toList();
    }
}
