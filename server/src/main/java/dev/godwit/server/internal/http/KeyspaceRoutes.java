package dev.godwit.server.internal.http;

import dev.godwit.client.wire.Bodies;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.MigrationControls;
import dev.godwit.server.access.Discretion;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** What people ask about keyspaces. Thread-safe. */
final class KeyspaceRoutes {
    private final MigrationControls migrations;
    private final Exchange exchange;

    KeyspaceRoutes(MigrationControls migrations, Exchange exchange) {
        this.migrations = migrations;
        this.exchange = exchange;
    }

    void list(ServerRequest request, ServerResponse response) {
        exchange.answer(response, new Bodies.Keyspaces(shown(request)));
    }

    void keyspace(ServerRequest request, ServerResponse response) {
        KeyspaceName name = new KeyspaceName(request.path().pathParameters().get("keyspace"));
        exchange.answer(
                response,
                shown(request).stream()
                        .filter(keyspace -> keyspace.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new GodwitException(
                                ErrorCode.MIGRATION_NOT_FOUND,
                                "no keyspace " + name + " is known here: it comes with its first migration")));
    }

    private List<KeyspaceOverview> shown(ServerRequest request) {
        return migrations.keyspaces().stream()
                .map(keyspace -> Discretion.shown(keyspace, Guard.identity(request)))
                .toList();
    }
}
