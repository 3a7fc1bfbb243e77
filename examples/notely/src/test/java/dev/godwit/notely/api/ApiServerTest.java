package dev.godwit.notely.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.SystemTime;
import dev.godwit.notely.account.AccountStore;
import dev.godwit.notely.account.WorkshopAccounts;
import dev.godwit.notely.api.DeploymentRefusedException.Why;
import dev.godwit.notely.note.NoteException.Problem;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as clients see it: plain HTTP and JSON, nothing of the server's code. */
class ApiServerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    private final NotesInMemory notes = new NotesInMemory();
    private final List<String> measured = new CopyOnWriteArrayList<>();
    private Optional<DeploymentRefusedException> refusal = Optional.empty();
    private Map<String, Boolean> stores = Map.of("accounts", true, "legacy", true);
    private final HttpClient http = HttpClient.newHttpClient();
    private ApiServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        AccountStore accounts = AccountStore.open(folder.resolve("accounts.db"));
        server = ApiServer.start(
                new ApiServer.Parts(
                        new WorkshopAccounts(accounts),
                        version -> {
                            version.accept(7);
                            return notes;
                        },
                        (rollout, strategy) -> refusal.ifPresent(reason -> {
                            throw reason;
                        }),
                        Set.of("new", "second"),
                        UUID::randomUUID,
                        () -> stores,
                        () -> "notely_up 1\n",
                        (method, route, status, nanos) -> measured.add(method + " " + route + " " + status),
                        new SystemTime()),
                0);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void an_account_is_made_read_changed_and_listed() throws Exception {
        JsonNode made = json(send("POST", "/accounts", "{\"name\": \"Ada\"}"), 201);
        String id = made.get("id").asString();

        assertThat(made.get("isMigrating").booleanValue()).isFalse();
        assertThat(made.has("shard")).isFalse();
        assertThat(made.get("cohort").asString()).isEqualTo("free");
        assertThat(json(send("PUT", "/accounts/" + id, "{\"isMigrating\": true, \"shard\": \"new\"}"), 200)
                        .get("name")
                        .asString())
                .isEqualTo("Ada");
        JsonNode read = json(send("GET", "/accounts/" + id), 200);
        assertThat(read.get("isMigrating").booleanValue()).isTrue();
        assertThat(read.get("shard").asString()).isEqualTo("new");
        assertThat(json(send("GET", "/accounts"), 200)).hasSize(1);
        assertThat(send("POST", "/accounts", "{\"id\": \"" + id + "\", \"name\": \"Bob\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_note_lives_from_its_making_to_its_end() throws Exception {
        String account = account();
        JsonNode made = json(send("POST", notesOf(account), "{\"content\": \"first\"}"), 201);
        String note = notesOf(account) + "/" + made.get("id").asString();

        assertThat(json(send("GET", note), 200)).isEqualTo(made);
        assertThat(json(send("GET", notesOf(account)), 200).get(0).asString())
                .isEqualTo(made.get("id").asString());
        JsonNode updated =
                json(send("PUT", note, "{\"content\": \"second\", \"updatedAt\": \"2999-01-01T00:00:00.5Z\"}"), 200);
        assertThat(updated.get("content").asString()).isEqualTo("second");
        assertThat(updated.get("updatedAt").asString()).isEqualTo("2999-01-01T00:00:00.500Z");
        assertThat(updated.get("createdAt")).isEqualTo(made.get("createdAt"));
        assertThat(json(send("GET", "/count"), 200).get("count").longValue()).isOne();
        assertThat(json(send("GET", "/accounts/" + account + "/count"), 200)
                        .get("count")
                        .longValue())
                .isOne();
        assertThat(send("DELETE", note).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", note).statusCode()).isEqualTo(204);
        assertThat(send("GET", note).statusCode()).isEqualTo(404);
        assertThat(json(send("GET", notesOf(account)), 200)).isEmpty();
    }

    @Test
    void a_stale_update_is_answered_with_the_newer_note_that_is_stored() throws Exception {
        String account = account();
        JsonNode made = json(send("POST", notesOf(account), "{\"content\": \"new\"}"), 201);

        JsonNode answer = json(
                send(
                        "PUT",
                        notesOf(account) + "/" + made.get("id").asString(),
                        "{\"content\": \"old\", \"updatedAt\": \"2001-01-01T00:00:00Z\"}"),
                200);

        assertThat(answer).isEqualTo(made);
    }

    @Test
    void the_same_note_may_be_made_twice_and_another_of_its_id_may_not() throws Exception {
        String account = account();
        String body = "{\"id\": \"6f2c8f0e-6f5b-4c43-9f57-0d4e3c1b9a77\", \"content\": \"one\","
                + " \"createdAt\": \"2026-01-02T03:04:05.678+01:00\"}";

        JsonNode made = json(send("POST", notesOf(account), body), 201);
        assertThat(made.get("createdAt").asString()).isEqualTo("2026-01-02T02:04:05.678Z");
        assertThat(json(send("POST", notesOf(account), body), 201)).isEqualTo(made);
        assertThat(send("POST", notesOf(account), body.replace("one", "two")).statusCode())
                .isEqualTo(409);
    }

    @Test
    void nil_and_zero_mean_absent_and_unknown_fields_are_ignored() throws Exception {
        String account = account();
        JsonNode made = json(
                send(
                        "POST",
                        notesOf(account),
                        "{\"id\": \"" + NIL + "\", \"creator\": \"" + NIL
                                + "\", \"createdAt\": \"0001-01-01T00:00:00Z\","
                                + " \"updatedAt\": \"0001-01-01T00:00:00Z\", \"content\": \"x\", \"colour\": \"blue\"}"),
                201);

        assertThat(made.get("id").asString()).isNotEqualTo(NIL);
        assertThat(made.get("createdAt").asString()).startsWith("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /accounts | {\"name\": \"\"} | name must not be empty or blank",
                "POST | /accounts | {\"name\": \"  \"} | name must not be empty or blank",
                "POST | /accounts | {} | name must not be empty or blank",
                "POST | /accounts | {\"name\": 5} | invalid JSON: field name is not what is expected here",
                "POST | /accounts | {\"name\": \"x\", \"isMigrating\": \"yes\"} | invalid JSON: field isMigrating is not what",
                "POST | /accounts | {\"name\": \"x\", \"id\": \"1-1-1-1-1\"} | id must be a UUID of 36 characters",
                "POST | /accounts | {\"name\": \"x\", \"cohort\": \"gold\"} | cohort must be one of internal, free",
                "POST | /accounts | {\"name\": \"x\", \"shard\": \"third\"} | shard must be one of new, second",
                "POST | /accounts | {\"name\": | invalid JSON",
                "POST | /accounts | [1] | invalid JSON",
                "POST | /accounts | null | the body must be a JSON object",
                "POST | /accounts | {\"name\": \"x\"} {} | invalid JSON",
                "GET | /accounts/12 | | account id must be a UUID of 36 characters",
                "POST | /accounts/A/notes | {\"content\": \"\"} | content must not be empty",
                "POST | /accounts/A/notes | {\"content\": \"a\\u0000b\"} | content must not have the character NUL",
                "POST | /accounts/A/notes | {\"content\": \"x\", \"createdAt\": \"yesterday\"} | createdAt must be a time",
                "POST | /accounts/A/notes | {\"content\": \"x\", \"updatedAt\": \"12026-01-01T00:00:00Z\"} | updatedAt must",
                "POST | /accounts/A/notes | {\"content\": \"x\", \"creator\": \"6f2c8f0e-6f5b-4c43-9f57-0d4e3c1b9a77\"}"
                        + " | creator differs from the one in the path",
                "GET | /accounts/A/notes/x | | note id must be a UUID of 36 characters",
            })
    void what_makes_no_sense_is_refused_with_a_reason(String method, String path, String body, String reason)
            throws Exception {
        HttpResponse<String> answer = send(method, path.replace("A/", account() + "/"), body);

        assertThat(error(answer, 400)).startsWith(reason.strip()).doesNotContain("Source");
    }

    @Test
    void lengths_are_bounded() throws Exception {
        String account = account();

        assertThat(send("POST", "/accounts", "{\"name\": \"" + "x".repeat(100) + "\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(error(send("POST", "/accounts", "{\"name\": \"" + "x".repeat(101) + "\"}"), 400))
                .contains("at most 100");
        assertThat(send("POST", notesOf(account), "{\"content\": \"" + "x".repeat(10_000) + "\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(error(send("POST", notesOf(account), "{\"content\": \"" + "x".repeat(10_001) + "\"}"), 400))
                .contains("at most 10000");
        assertThat(error(send("POST", notesOf(account), "{\"content\": \"" + "x".repeat(1_100_000) + "\"}"), 413))
                .contains("1 MiB");
    }

    @Test
    void unknown_accounts_notes_routes_and_methods_are_said_to_be_unknown() throws Exception {
        String nobody = "/accounts/" + UUID.randomUUID();

        assertThat(error(send("GET", nobody), 404)).startsWith("no account");
        assertThat(error(send("PUT", nobody, "{}"), 404)).startsWith("no account");
        assertThat(error(send("GET", nobody + "/notes"), 404)).startsWith("no account");
        assertThat(error(send("GET", notesOf(account()) + "/" + UUID.randomUUID()), 404))
                .startsWith("there is no note");
        assertThat(error(send("PUT", notesOf(account()) + "/" + UUID.randomUUID(), "{\"content\": \"x\"}"), 404))
                .startsWith("there is no note");
        assertThat(error(send("GET", "/nowhere"), 404)).isEqualTo("no route GET /nowhere");
        assertThat(error(send("DELETE", "/accounts"), 405)).isEqualTo("DELETE is not possible on /accounts");
    }

    @Test
    void a_body_that_is_not_json_by_its_own_word_is_refused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/accounts"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"name\": \"x\"}"))
                .build();

        assertThat(error(http.send(request, BodyHandlers.ofString()), 415)).contains("Content-Type: application/json");
    }

    @ParameterizedTest
    @CsvSource({"HELD, 503", "MOVED, 503", "STORE_DOWN, 503", "INVALID, 400", "INTERNAL, 500"})
    void what_the_proxy_says_decides_on_the_status(Problem problem, int status) throws Exception {
        String account = account();
        notes.failWith(problem);

        assertThat(error(send("GET", notesOf(account)), status)).isEqualTo("made to fail");

        notes.heal();
        assertThat(send("GET", notesOf(account)).statusCode()).isEqualTo(200);
    }

    @Test
    void health_names_the_store_that_is_down() throws Exception {
        assertThat(json(send("GET", "/healthz"), 200).get("status").asString()).isEqualTo("ok");

        stores = Map.of("accounts", true, "legacy", false);

        JsonNode answer = json(send("GET", "/healthz"), 503);
        assertThat(answer.get("stores").get("legacy").asString()).isEqualTo("down");
    }

    @Test
    void an_account_store_that_fails_is_no_fault_of_notely() throws Exception {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("accounts.db"));
                Statement statement = file.createStatement()) {
            statement.execute("drop table accounts");
        }

        JsonNode answer = json(send("POST", "/accounts", "{\"name\": \"Ada\"}"), 503);

        assertThat(answer.get("error").asString())
                .startsWith("the account store can't be used: ")
                .doesNotContain("Ada", "insert");
    }

    @Test
    void deployments_are_started_or_refused_with_their_reason() throws Exception {
        assertThat(json(send("POST", "/deploy"), 200).get("status").asString()).isEqualTo("deployment started");
        assertThat(send("POST", "/deploy", "{\"rollout\": \"rolling\"}").statusCode())
                .isEqualTo(200);

        refusal = Optional.of(new DeploymentRefusedException(Why.UNDER_WAY, "version 2 is on its way"));
        assertThat(error(send("POST", "/deploy"), 409)).isEqualTo("version 2 is on its way");
        refusal = Optional.of(new DeploymentRefusedException(Why.NOT_STARTED, "Exercise.java:5: ';' expected"));
        assertThat(error(send("POST", "/deploy"), 500)).isEqualTo("Exercise.java:5: ';' expected");
        refusal = Optional.of(new DeploymentRefusedException(Why.INVALID, "no rollout 'sideways'"));
        assertThat(error(send("POST", "/deploy"), 400)).isEqualTo("no rollout 'sideways'");
    }

    @Test
    void answers_tell_the_version_of_the_proxy_and_are_measured_by_route() throws Exception {
        HttpResponse<String> answer = send("GET", notesOf(account()));

        assertThat(answer.headers().firstValue("Notely-Proxy-Version")).contains("7");
        await().untilAsserted(() -> assertThat(measured).contains("GET /accounts/{accountId}/notes 200"));
        assertThat(send("GET", "/metrics").body()).isEqualTo("notely_up 1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /accounts HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", "nonsense\r\n\r\n"})
    void nonsense_on_the_wire_harms_nobody(String bytes) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
        assertThat(send("GET", "/accounts").statusCode()).isEqualTo(200);
    }

    private String account() throws Exception {
        return json(send("POST", "/accounts", "{\"name\": \"Ada\"}"), 201)
                .get("id")
                .asString();
    }

    private static String notesOf(String account) {
        return "/accounts/" + account + "/notes";
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, null);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = URI.create(server.url() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static String error(HttpResponse<String> answer, int status) {
        return json(answer, status).get("error").asString();
    }
}
