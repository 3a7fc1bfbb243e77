package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationName;
import dev.godwit.server.access.Role;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pages as a browser without scripts gets them, and what they let others do: nothing. */
@Timeout(60)
class PagesTest {
    private final FakeMigrationControl migration = new FakeMigrationControl();
    private final FakePlanDesk plans = new FakePlanDesk();
    private final TestServer server = TestServer.of(
            new FakeControlPlane(),
            Overviews.of(
                    Map.of(new MigrationName("notes"), migration),
                    new MigrationName("old"),
                    FakeMigrationControl.LATENCY),
            plans);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    @Test
    void pages_show_everything_without_scripts_and_run_only_what_comes_from_the_server() throws Exception {
        HttpResponse<String> list = get("/");
        assertThat(list.body()).contains("href=\"/migrations/notes\"", "wants an approval", "Send a plan");
        HttpResponse<String> page = get("/migrations/notes");
        assertThat(page.body())
                .contains("3<small> of 5</small>", "lag 3 s &gt; 2 s", "the deadline passed 3 h ago", "paused: by hand")
                .contains("/migrations/notes-to-postgres/unit?name=a%2Fb+%C3%BC")
                .contains("started")
                .doesNotContain("style=", "onclick", "<script>", "http://", "https://");
        for (HttpResponse<String> each : List.of(list, page)) {
            assertThat(each.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(each.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(each.headers().firstValue("Referrer-Policy")).contains("same-origin");
        }
        assertThat(page.body())
                .contains("/api/v1/migrations/notes/documents/hand-over", "/api/v1/migrations/notes/documents/news");
        assertThat(get("/migrations/other").statusCode()).isEqualTo(404);
        assertThat(get("/migrations/notes/units?phase=FLYING").statusCode()).isEqualTo(400);
        assertThat(get("/migrations/notes/unit?name=a").body()).contains("Its journal", "Where it is", "Roll back");
    }

    @Test
    void the_applications_latency_has_a_table_by_stage_and_says_when_there_is_nothing() throws Exception {
        assertThat(get("/migrations/notes").body())
                .contains("before: legacy 4.3 ms", "during: legacy 5.5 ms", "No router reports now.")
                .contains("<th scope=\"row\">during: wave first</th><td>legacy</td><td class=\"number\">5.5</td>"
                        + "<td class=\"number\">77.5</td><td class=\"number\">90</td>");
        migration.latency = new ApplicationLatency(List.of(), List.of(), List.of("No router has reported yet."));
        await().untilAsserted(() -> assertThat(get("/migrations/notes").body())
                .contains("No router has reported yet.")
                .doesNotContain("usual p99"));
    }

    @Test
    void the_applications_latency_stays_in_sight_after_the_end() throws Exception {
        assertThat(get("/migrations/old").body())
                .contains("This migration has ended", "before: legacy 4.3 ms")
                .contains("<th scope=\"row\">during: wave first</th>");
        assertThat(get("/api/v1/migrations/old/latency").body()).contains("\"usualP99Millis\":5.5");
        assertThat(get("/api/v1/migrations/nobody/latency").statusCode()).isEqualTo(404);
    }

    @Test
    void a_browser_without_a_token_is_asked_for_one_and_keeps_it_where_no_script_can_read_it() throws Exception {
        String token =
                server.tokens.make("ada", Set.of(Role.VIEWER), Optional.empty()).reveal();
        HttpResponse<String> asked = browse("/migrations/notes", "");
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(asked.headers().firstValue("Location")).contains("/login?to=%2Fmigrations%2Fnotes");
        assertThat(browse("/login?to=%2Fmigrations%2Fnotes", "").body())
                .contains("Who are you?", "value=\"/migrations/notes\"");
        assertThat(browse("/login?to=//elsewhere.example", "").body()).contains("name=\"to\" value=\"/\"");

        HttpResponse<String> wrong =
                logIn("godwit_000000000000_" + "x".repeat(43), server.url().toString());
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("This token opens nothing.");
        assertThat(logIn(token, "http://elsewhere.example").statusCode()).isEqualTo(400);

        HttpResponse<String> left = post("/logout", "", server.url().toString().replaceFirst("/$", ""));
        assertThat(left.headers().firstValue("Location")).contains("/login");
        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("godwit_token=;", "1970");

        HttpResponse<String> entered = logIn(token, server.url().toString());
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().firstValue("Location")).contains("/migrations/notes");
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
        HttpResponse<String> page = browse("/migrations/notes", cookie.replaceFirst(";.*", ""));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(">ada<", "Leave").doesNotContain(token);
        assertThat(browse("/api/v1/migrations/notes", "").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> browse(String path, String cookie) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.url().resolve(path)).header("Accept", "text/html");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> logIn(String token, String origin) throws Exception {
        return post("/login", "to=%2Fmigrations%2Fnotes&token=" + token, origin.replaceFirst("/$", ""));
    }

    @Test
    void a_person_reads_a_refusal_on_a_page_and_a_program_gets_problem_details() throws Exception {
        String viewer =
                server.tokens.make("eve", Set.of(Role.VIEWER), Optional.empty()).reveal();
        for (String path : List.of(
                "/migrations/notes/units",
                "/migrations/notes/runbook",
                "/api/v1/migrations/notes/documents/hand-over",
                "/nowhere")) {
            HttpResponse<String> refused = send(request(path)
                    .header("Authorization", "Bearer " + viewer)
                    .header("Accept", "text/html,application/xhtml+xml"));
            assertThat(refused.statusCode()).as(path).isIn(403, 404);
            assertThat(refused.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(refused.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(refused.body()).contains("That is not possible", "All migrations", "Next: ");
        }
        assertThat(send(request("/plans/check")
                                .header("Authorization", "Bearer " + viewer)
                                .header("HX-Request", "true")
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .body())
                .as("a part of a page")
                .contains("'eve' is viewer, and this needs the role operator", "Close")
                .doesNotContain("<html");
        assertThat(send(request("/nowhere")).headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(send(request("/api/v1/audit")
                                .header("Authorization", "Bearer " + viewer)
                                .header("Accept", "text/html"))
                        .body())
                .contains("'eve' is viewer, and this needs the role approver or operator", "\"nextStep\":");
    }

    @Test
    void a_browser_keeps_what_does_not_change() throws Exception {
        Matcher found = Pattern.compile("/assets/[0-9a-f]{16}/page\\.css").matcher(get("/").body());
        assertThat(found.find()).isTrue();
        HttpResponse<String> asset = get(found.group());
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable", "max-age=31536000");
        String tag = asset.headers().firstValue("ETag").orElseThrow();
        assertThat(send(request(found.group()).header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
        assertThat(get("/assets/0000000000000000/page.css").headers().firstValue("Cache-Control"))
                .contains("no-cache");
        assertThat(get("/assets/0000000000000000/other.css").statusCode()).isEqualTo(400);
    }

    @Test
    void a_form_works_without_scripts_and_only_from_a_page_of_this_server() throws Exception {
        assertThat(get("/migrations/notes/command?kind=RESUME").body())
                .contains("method=\"post\"", "What was paused or wanted attention goes on.");
        assertThat(get("/migrations/notes/command?kind=CUTOVER&unit=a").statusCode())
                .as("not offered in this phase")
                .isEqualTo(409);
        String form = "kind=RESUME&wave=&unit=&reason=all+is+%3Cwell%3E&csrf=";
        for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
            assertThat(post("/migrations/notes/command", form, origin).statusCode())
                    .as(origin)
                    .isEqualTo(400);
            assertThat(post("/plans/start", "plan=x", origin).statusCode())
                    .as(origin)
                    .isEqualTo(400);
        }
        assertThat(migration.calls).noneMatch(Command.class::isInstance);
        assertThat(plans.sent).isEmpty();

        HttpResponse<String> answer =
                post("/migrations/notes/command", form, server.url().toString());
        assertThat(answer.body()).contains("will RESUME", "<!doctype html>");
        assertThat(migration.calls)
                .filteredOn(Command.class::isInstance)
                .singleElement()
                .satisfies(given -> {
                    Command command = (Command) given;
                    assertThat(command.kind()).isEqualTo(CommandKind.RESUME);
                    assertThat(command.reason()).isEqualTo("all is <well>");
                });
        HttpResponse<String> refused =
                post("/migrations/notes/command", "kind=FINALIZE", server.url().toString());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("wave first waits", "Next: approve with")
                .contains("APPROVAL_MISSING");
    }

    @Test
    void a_plan_is_checked_with_all_its_problems_and_started() throws Exception {
        String origin = server.url().toString();
        assertThat(post("/plans/check", "plan=keyspace%3A+notes", origin).body())
                .contains("this is wrong", "this is strange", "sampled 3 of about 7 rows")
                .doesNotContain("id=\"start-plan\"");
        HttpResponse<String> started = post("/plans/start", "plan=keyspace%3A+%3Cnotes%3E", origin);
        assertThat(started.statusCode()).isEqualTo(303);
        assertThat(started.headers().firstValue("Location")).contains("/migrations/notes-to-postgres");
        assertThat(plans.sent).containsExactly("keyspace: notes\n", "keyspace: <notes>\n");
    }

    @Test
    void who_may_only_look_gets_no_buttons_and_no_names() throws Exception {
        server.tokens.make("root", Set.of(Role.OPERATOR), Optional.empty());
        String token = "Bearer "
                + server.tokens
                        .make("ada", Set.of(Role.VIEWER), Optional.empty())
                        .reveal();
        HttpResponse<String> page = send(request("/migrations/notes").header("Authorization", token));
        assertThat(page.body())
                .contains("3<small> of 5</small>")
                .doesNotContain("/command?kind=", "a/b", "started", "differs");
        assertThat(send(request("/migrations/notes/units").header("Authorization", token))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/migrations/notes/command?kind=RESUME").header("Authorization", token))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_changes_comes_as_events_with_a_sign_of_life() throws Exception {
        HttpResponse<InputStream> stream =
                http.send(request("/migrations/notes/live").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            List<String> names = lines.lines()
                    .filter(line -> line.startsWith("event:"))
                    .map(line -> line.substring("event:".length()).strip())
                    .takeWhile(name -> !name.equals("beat"))
                    .toList();
            assertThat(names).contains("head", "commands", "needs", "figures", "board", "events");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String form, String origin) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }
}
