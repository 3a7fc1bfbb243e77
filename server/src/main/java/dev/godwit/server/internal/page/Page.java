package dev.godwit.server.internal.page;

import dev.godwit.core.GodwitException;
import dev.godwit.server.internal.http.Browsers;
import dev.godwit.server.internal.http.ProblemPage;
import dev.godwit.server.internal.http.Problems;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Answers with pages, under rules that let a browser run only what comes from here. Thread-safe. */
public final class Page implements ProblemPage {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Templates templates;
    private final Assets assets;

    private Page(Templates templates, Assets assets) {
        this.templates = templates;
        this.assets = assets;
    }

    /** With the templates and assets of this program. */
    public static Page create() {
        return new Page(new Templates(), new Assets());
    }

    Templates templates() {
        return templates;
    }

    Assets assets() {
        return assets;
    }

    /** Whether the page's script asks, which puts the answer into the page. */
    static boolean byScript(ServerRequest request) {
        return request.headers().contains(Browsers.BY_SCRIPT);
    }

    /** A whole page. */
    void show(ServerRequest request, ServerResponse response, String template, Map<String, Object> values) {
        show(response, Viewer.of(request), template, values);
    }

    /** A whole page for somebody of whom nothing is known. */
    void showToAnybody(ServerRequest request, ServerResponse response, String template, Map<String, Object> values) {
        show(response, Viewer.NOBODY, template, values);
    }

    private void show(ServerResponse response, Viewer viewer, String template, Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("assets", assets);
        all.put("viewer", viewer);
        send(response, templates.render(template, all));
    }

    /** A part for the page's script, or a whole page with nothing but this part for a browser without scripts. */
    void showPart(
            ServerRequest request, ServerResponse response, String template, String title, Map<String, Object> values) {
        Fragment fragment = templates.fragment(template, values);
        if (byScript(request)) {
            send(response, fragment.html());
        } else {
            show(request, response, "part", Map.of("title", title, "content", fragment.html()));
        }
    }

    /** Shows what goes wrong in words, where the page was asked for. */
    Handler orProblem(Handler handler) {
        return (request, response) -> {
            try {
                handler.handle(request, response);
            } catch (GodwitException e) {
                show(request, response, e, Problems.status(e));
            }
        };
    }

    @Override
    public void show(ServerRequest request, ServerResponse response, GodwitException failure, Status status) {
        response.status(status);
        boolean whole = !byScript(request);
        String problem = templates
                .fragment("problem", Map.of("problem", failure, "whole", whole))
                .html();
        if (whole) {
            show(response, Viewer.ofAnybody(request), "part", Map.of("title", "That did not work", "content", problem));
        } else {
            send(response, problem);
        }
    }

    void goTo(ServerRequest request, ServerResponse response, String path) {
        if (byScript(request)) {
            secured(response)
                    .header("HX-Redirect", path)
                    .status(Status.NO_CONTENT_204)
                    .send();
        } else {
            secured(response)
                    .header(HeaderNames.LOCATION, path)
                    .status(Status.SEE_OTHER_303)
                    .send();
        }
    }

    private static void send(ServerResponse response, String html) {
        secured(response)
                .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .send(html.getBytes(StandardCharsets.UTF_8));
    }

    static ServerResponse secured(ServerResponse response) {
        return response.header(HeaderNames.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", POLICY)
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                // With 'no-referrer' a browser would not say where a form comes from, see CommandForms.
                .header("Referrer-Policy", "same-origin");
    }
}
