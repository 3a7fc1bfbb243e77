package dev.godwit.notely.api;

import io.helidon.webserver.http.ServerRequest;
import java.util.UUID;

/** What the path of a request names. */
final class Places {
    static final String ACCOUNTS = "/accounts";
    static final String ACCOUNT = "/accounts/{accountId}";
    static final String NOTES = ACCOUNT + "/notes";
    static final String NOTE = NOTES + "/{noteId}";
    static final String COUNT = ACCOUNT + "/count";

    private Places() {}

    static UUID account(ServerRequest request) {
        return Fields.uuid("account id", request.path().pathParameters().get("accountId"));
    }

    static UUID note(ServerRequest request) {
        return Fields.uuid("note id", request.path().pathParameters().get("noteId"));
    }

    static Rejected unknownAccount(UUID id) {
        return Rejected.notFound("no account " + id);
    }
}
