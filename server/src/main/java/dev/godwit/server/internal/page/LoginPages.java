package dev.godwit.server.internal.page;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.server.access.Access;
import dev.godwit.server.internal.http.Sessions;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks a person with a browser for a token. Thread-safe. */
final class LoginPages {
    /** A path of this server, so that nobody is sent elsewhere from here. */
    private static final Pattern OWN_PATH = Pattern.compile("/[A-Za-z0-9_-][A-Za-z0-9/_-]*|/");

    private final Access access;
    private final Page page;

    LoginPages(Access access, Page page) {
        this.access = access;
        this.page = page;
    }

    void ask(ServerRequest request, ServerResponse response) {
        String to = request.query().first("to").asOptional().orElse("/");
        show(request, response, ownPath(to), "");
    }

    void logIn(ServerRequest request, ServerResponse response) {
        Form form = Form.of(request);
        CommandForms.requireOwnPage(request);
        String to = ownPath(form.text("to").orElse("/"));
        Optional<String> token = form.text("token");
        try {
            access.identify(token);
        } catch (GodwitException e) {
            if (e.code() != ErrorCode.TOKEN_MISSING) {
                throw e;
            }
            response.status(Status.UNAUTHORIZED_401);
            show(request, response, to, token.isEmpty() ? "Paste a token first." : "This token opens nothing.");
            return;
        }
        token.ifPresent(text -> Sessions.begin(request, response, text));
        page.goTo(request, response, to);
    }

    void logOut(ServerRequest request, ServerResponse response) {
        CommandForms.requireOwnPage(request);
        Sessions.end(request, response);
        page.goTo(request, response, Sessions.LOGIN);
    }

    private void show(ServerRequest request, ServerResponse response, String to, String refusal) {
        page.showToAnybody(request, response, "login", Map.of("to", to, "refusal", refusal));
    }

    private static String ownPath(String path) {
        return OWN_PATH.matcher(path).matches() ? path : "/";
    }
}
