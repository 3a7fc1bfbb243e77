package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationName;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRequestsTest {
    private static final String JSON = "application/json";
    private static TestServer server;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        server = TestServer.of(
                new FakeControlPlane(),
                Overviews.of(Map.of(new MigrationName("notes"), new FakeMigrationControl())),
                new FakePlanDesk());
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | /api/v1/migrations/notes/commands             | {                                             | 400 | INVALID_REQUEST",
                "POST   | /api/v1/migrations/notes/commands             | []                                            | 400 | INVALID_REQUEST",
                "POST   | /api/v1/migrations/notes/commands             | {\"kind\":\"SING\"}                           | 400 | kind",
                "POST   | /api/v1/migrations/notes/commands             | {\"kind\":\"PAUSE\",\"scope\":{\"wvae\":\"x\"},\"reason\":\"\",\"actor\":\"\"} | 400 | wvae",
                "POST   | /api/v1/migrations/notes/commands             | {\"kind\":\"PAUSE\",\"scope\":{\"wave\":\"NO\"},\"reason\":\"\",\"actor\":\"\"} | 400 | INVALID_NAME",
                "POST   | /api/v1/routers              | {\"keyspace\":\"notes\"}                      | 400 | router",
                "POST   | /api/v1/routers/a/renewals   | {\"keyspace\":\"notes\",\"router\":\"b\",\"knownRevision\":1,\"patience\":\"PT0S\",\"latencies\":[]} | 400 | 'b'",
                "POST   | /api/v1/routers/a/renewals   | {\"keyspace\":\"notes\",\"router\":\"a\",\"knownRevision\":1,\"patience\":\"PT9H\",\"latencies\":[]} | 400 | patience",
                "GET    | /api/v1/migrations/notes/units?limit=0        | ``                                            | 400 | limit",
                "GET    | /api/v1/migrations/notes/units?limit=many     | ``                                            | 400 | limit",
                "GET    | /api/v1/migrations/notes/units?phase=FLYING   | ``                                            | 400 | FLYING",
                "GET    | /api/v1/migrations/notes/journal?limit=-1     | ``                                            | 400 | limit",
                "GET    | /api/v1/migrations/notes/journal?after=x | ``                                   | 400 | 'x'",
                "GET    | /api/v1/migrations/NO        | ``                                           | 400 | INVALID_NAME",
                "GET    | /api/v1/migrations/other     | ``                                           | 404 | other",
                "POST   | /api/v1/migrations           | {}                                           | 415 | yaml",
                "GET    | /api/v1/placements/NO/a      | ``                                            | 400 | INVALID_NAME",
                "GET    | /api/v1/placements/notes     | ``                                            | 404 | no route",
                "GET    | /nothing                     | ``                                            | 404 | no route",
                "GET    | /api/v2/status               | ``                                            | 404 | no route",
                "GET    | /api/v1/migrations/notes/commands             | ``                                            | 405 | GET",
                "PUT    | /api/v1/migrations/notes     | {}                                            | 405 | PUT",
            })
    void each_gets_one_clear_problem(String method, String path, String body, int status, String named)
            throws Exception {
        HttpResponse<String> response = send(method, path, body, JSON);

        assertProblem(response, status, named);
    }

    @Test
    void a_body_that_is_not_json_is_refused_which_keeps_web_pages_out() throws Exception {
        assertProblem(send("POST", "/api/v1/migrations/notes/commands", "{}", "text/plain"), 415, JSON);
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        String large = "{\"kind\":\"" + "x".repeat(3 * 1024 * 1024) + "\"}";

        assertProblem(send("POST", "/api/v1/migrations/notes/commands", large, JSON), 413, "bytes");
        assertThat(send("GET", "/api/v1/health", "", JSON).body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void a_post_without_a_body_is_refused() throws Exception {
        assertProblem(send("POST", "/api/v1/migrations/notes/commands", "", JSON), 400, "body");
    }

    @Test
    void another_host_name_is_refused() throws Exception {
        String answer =
                raw("GET /api/v1/migrations/notes HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("evil.example").doesNotContain("at dev.godwit");
    }

    @Test
    void bytes_that_are_no_http_get_no_stack_trace() throws Exception {
        assertThat(raw("\u0000\u0001nonsense\r\n\r\n"))
                .doesNotContain("Exception")
                .doesNotContain("at io.helidon");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String named) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .contains("\"status\":" + status, "\"code\":", "\"kind\":", "\"nextStep\":", named)
                .doesNotContain("at dev.godwit", "at tools.jackson", "Exception");
    }

    private static HttpResponse<String> send(String method, String path, String body, String type) throws Exception {
        HttpRequest.BodyPublisher content = body == null || body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                .method(method, content)
                .header("Content-Type", type)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
