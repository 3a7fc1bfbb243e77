package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationName;
import dev.godwit.server.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each role can do exactly its column of the table in docs/security.md: the table is the test's input. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final String NAMES = "a-customer";
    private static final List<Role> COLUMNS = List.of(Role.VIEWER, Role.OPERATOR, Role.APPROVER, Role.ROUTER);

    private final TestServer server = TestServer.of(
            new FakeControlPlane(),
            Overviews.of(Map.of(new MigrationName("notes"), new FakeMigrationControl())),
            new FakePlanDesk());
    private final HttpClient http = HttpClient.newHttpClient();
    /** For want of a valid token; the second, because this test comes without one more often than anybody may. */
    private static final List<Integer> NOT_LET_IN = List.of(401, 429);

    private final Map<Role, String> tokens = new EnumMap<>(Role.class);

    /**
     * A line of the table.
     *
     * @param request method, path and body
     */
    record Line(String request, Set<Role> allowed) {}

    @BeforeAll
    void makeTokens() {
        for (Role role : Role.values()) {
            tokens.put(
                    role,
                    server.tokens
                            .make(role.name(), EnumSet.of(role), Optional.empty())
                            .reveal());
        }
    }

    @AfterAll
    void stop() {
        http.shutdownNow();
        server.close();
    }

    static List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split("\\|");
            if (line.startsWith("| `") && cells.length == 3 + COLUMNS.size()) {
                Set<Role> allowed = EnumSet.noneOf(Role.class);
                for (int column = 0; column < COLUMNS.size(); column++) {
                    if (cells[column + 3].strip().equals("yes")) {
                        allowed.add(COLUMNS.get(column));
                    }
                }
                lines.add(new Line(cells[1].strip().replace("`", ""), allowed));
            }
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void each_role_can_do_exactly_what_the_table_says(Line line) throws Exception {
        for (Role role : Role.values()) {
            int status = status(line.request(), Optional.of(tokens.get(role)));
            if (line.allowed().contains(role)) {
                assertThat(status).as(role + " " + line).isNotIn(401, 403);
            } else {
                assertThat(status).as(role + " " + line).isEqualTo(403);
            }
        }
        assertThat(status(line.request(), Optional.empty()))
                .as("nobody " + line)
                .isIn(NOT_LET_IN);
        assertThat(status(line.request(), Optional.of("godwit_000000000000_" + "x".repeat(43))))
                .as("a wrong token " + line)
                .isIn(NOT_LET_IN);
    }

    @Test
    void the_table_has_a_line_for_every_route_and_every_command() throws IOException {
        List<String> requests = lines().stream().map(Line::request).toList();
        assertThat(server.http.guardedRoutes())
                .allSatisfy(route -> assertThat(requests).anyMatch(request -> matches(route, request)));
        for (CommandKind kind : CommandKind.values()) {
            assertThat(requests).anyMatch(request -> request.endsWith(" " + kind));
        }
    }

    @Test
    void a_viewer_hears_no_name_in_the_status() throws Exception {
        assertThat(body("GET /api/v1/migrations/notes", tokens.get(Role.OPERATOR)))
                .contains("lag 3 s", "differs");
        assertThat(body("GET /api/v1/migrations/notes", tokens.get(Role.VIEWER)))
                .contains("\"unitsMoved\":3")
                .doesNotContain("lag 3 s", "differs", "by hand", "\"a\"");
    }

    @Test
    void a_viewer_hears_no_name_of_a_router() throws Exception {
        for (String path : List.of("/api/v1/keyspaces", "/api/v1/keyspaces/notes")) {
            assertThat(body("GET " + path, tokens.get(Role.OPERATOR))).contains("host-of-a-customer", "LAPSED");
            assertThat(body("GET " + path, tokens.get(Role.VIEWER)))
                    .contains("\"lease\":\"HELD\"", "\"defaultHome\":\"legacy\"", "\"name\":null")
                    .doesNotContain("host-of-a-customer", "silent");
        }
    }

    private static boolean matches(String route, String request) {
        return request.split(" ")[0].equals(route.split(" ")[0])
                && request.split(" ")[1].matches(
                        route.split(" ")[1].replaceAll("\\{\\+[a-z]+}", ".+").replaceAll("\\{[a-z]+}", "[^/]+")
                                + "(\\?.*)?");
    }

    private int status(String request, Optional<String> token) throws Exception {
        HttpResponse<InputStream> response = send(request, token);
        response.body().close();
        return response.statusCode();
    }

    private String body(String request, String token) throws Exception {
        try (InputStream body = send(request, Optional.of(token)).body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As the table writes it: a method, a path and, for commands, which one. */
    private HttpResponse<InputStream> send(String line, Optional<String> token) throws Exception {
        String[] words = line.split(" ");
        String command = words.length < 3
                ? "{}"
                : "{\"kind\":\"" + words[2] + "\",\"scope\":{\"wave\":null,\"unit\":null},\"reason\":\"" + NAMES
                        + "\",\"actor\":\"x\",\"rowsPerSecond\":null}";
        boolean yaml = words[1].endsWith("/migrations") || words[1].endsWith("/inspections");
        HttpRequest.Builder builder = HttpRequest.newBuilder(server.url().resolve(words[1]))
                .header("Content-Type", yaml ? "application/yaml" : "application/json");
        token.ifPresent(text -> builder.header("Authorization", "Bearer " + text));
        builder.method(
                words[0].toUpperCase(Locale.ROOT),
                words[0].equals("POST")
                        ? HttpRequest.BodyPublishers.ofString(command)
                        : HttpRequest.BodyPublishers.noBody());
        return http.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
    }
}
