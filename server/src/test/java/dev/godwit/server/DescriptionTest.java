package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ErrorKind;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.Phase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What openapi.yaml says is what the server does: its routes, its words, and the form of its answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final TestServer server = TestServer.of(
            new FakeControlPlane(),
            Overviews.of(Map.of(new MigrationName("notes"), new FakeMigrationControl())),
            new FakePlanDesk());
    private final HttpClient http = HttpClient.newHttpClient();
    private String description = "";

    @BeforeAll
    void read() throws Exception {
        description = send("GET", "/api/v1/openapi.yaml", "").body();
    }

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void it_describes_exactly_the_routes_that_there_are() {
        List<String> described = new ArrayList<>();
        at("paths")
                .forEach((path, item) -> ((Map<?, ?>) item)
                        .keySet().stream()
                                .map(Object::toString)
                                .filter(METHODS::contains)
                                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(server.http.routes().stream()
                        .filter(route -> route.contains(" /api/"))
                        .map(route -> route.replace("{+", "{"))
                        .toList());
    }

    @Test
    void its_words_are_those_of_the_code() {
        assertWords(Phase.values(), "Phase");
        assertWords(CommandKind.values(), "Command", "properties", "kind");
        assertWords(MigrationOverview.State.values(), "Migration", "properties", "state");
        assertWords(KeyspaceOverview.Lease.values(), "Router", "properties", "lease");
        assertWords(ApplicationLatency.Part.values(), "Stretch", "properties", "part");
        assertWords(ErrorKind.values(), "ProblemDetails", "properties", "kind");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/health, Health, ''",
        "GET,  /api/v1/keyspaces, Keyspaces, ''",
        "GET,  /api/v1/keyspaces/notes, Keyspace, ''",
        "GET,  /api/v1/keyspaces/other, ProblemDetails, ''",
        "GET,  /api/v1/migrations, Migrations, ''",
        "GET,  /api/v1/migrations/notes, Status, ''",
        "GET,  /api/v1/migrations/notes/latency, Latency, ''",
        "GET,  /api/v1/migrations/notes/units?limit=1, Units, ''",
        "GET,  /api/v1/migrations/notes/journal, Journal, ''",
        "GET,  /api/v1/migrations/notes/runbook, Runbook, ''",
        "GET,  /api/v1/migrations/notes/requests, Commands, ''",
        "POST, /api/v1/plans/inspections, Runbook, keyspace: notes",
        "POST, /api/v1/migrations, Started, keyspace: notes",
        "POST, /api/v1/migrations, ProblemDetails, wrong",
        "GET,  /api/v1/audit, Commands, ''",
        "GET,  /api/v1/placements/notes/a, Placement, ''",
        "GET,  /api/v1/migrations/NO, ProblemDetails, ''",
    })
    void its_answers_have_the_form_that_it_describes(String method, String path, String schema, String body)
            throws Exception {
        String answer = send(method, path, body).body();

        assertThat(check(schema, answer)).as(answer).isEmpty();
    }

    @Test
    void the_check_can_fail() {
        assertThat(check("Health", "{}")).isNotEmpty();
        assertThat(check("Journal", "{\"entries\":[{\"number\":\"1\"}]}")).isNotEmpty();
    }

    private Set<ValidationMessage> check(String schema, String json) {
        JsonSchema found = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema("$ref: \"#/components/schemas/" + schema + "\"\n" + description, InputFormat.YAML);
        return found.validate(json, InputFormat.JSON);
    }

    private void assertWords(Object[] values, String... place) {
        String[] path = Stream.concat(Stream.of("components", "schemas"), Arrays.stream(place))
                .toArray(String[]::new);
        assertThat(at(path).get("enum"))
                .isEqualTo(Arrays.stream(values).map(Object::toString).toList());
    }

    private Map<?, ?> at(String... path) {
        Map<?, ?> found = (Map<?, ?>)
                new Load(LoadSettings.builder().setMaxAliasesForCollections(0).build()).loadFromString(description);
        for (String key : path) {
            found = (Map<?, ?>) found.get(key);
        }
        return found;
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                .header("Content-Type", "application/yaml")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
