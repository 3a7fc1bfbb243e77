package dev.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.sun.net.httpserver.HttpServer;
import dev.godwit.cli.Workplace.Background;
import dev.godwit.cli.Workplace.Result;
import dev.godwit.client.ControlPlaneAddress;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole migration of two real databases from the command line alone, by people with tokens of whom two have to agree.
 * After that everything that was printed, written, sent and can be asked for is searched for what nobody may see.
 */
class CommandLineStoryTest {
    private static final String SECRET = "canary-7f3a91";
    private static final String ROW = "canary-row";
    private static final String UNIT = "customer-";
    private static final String NOTES = "create table note (id uuid primary key, account text not null, body text);"
            + " create index on note (account)";
    private static final Pattern ASKED = Pattern.compile("^\\| `GET (/[^`]*)`", Pattern.MULTILINE);
    private static final Pattern NUMBER = Pattern.compile("--request ([0-9a-zA-Z-]+)");

    @TempDir
    Path folder;

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<String> printed = new ArrayList<>();
    private Workplace work;
    private HttpServer receiver;
    private String plan;

    @BeforeEach
    void furnish() throws IOException {
        work = new Workplace(folder);
        work.legacy.execute(NOTES + "; insert into note select gen_random_uuid(), '" + UNIT + "' || n % 4, '" + ROW
                + "' from generate_series(1, 40) n");
        work.target.execute(NOTES);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/new"), SECRET + "\n");
        Files.writeString(
                folder.resolve("secrets/chat"),
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/" + SECRET + "\n");
        plan = work.plan("""
                keyspace: notes
                migration: notes-to-new
                stores:
                  legacy: { url: "%s", user: postgres }
                  new: { url: "%s", user: postgres, password: "file:secrets/new" }
                entities:
                  note: { table: note, key: [id], unit: account }
                move: { from: legacy, to: new }
                cutover: { approve: true }
                twoPersons: [cutover, finalize]
                waves:
                  - { name: first, units: { list: [customer-1, customer-2] } }
                  - { name: rest, units: { all: true } }
                """.formatted(work.legacy.url(), work.target.url())).toString();
    }

    @AfterEach
    void close() {
        work.close();
        receiver.stop(0);
    }

    @Test
    void a_migration_is_sent_watched_agreed_to_paused_rolled_back_and_finished_and_nothing_leaks() throws Exception {
        Background serve = work.start("serve", "--webhook", "file:secrets/chat");
        work.untilServed();
        hire("olga", "operator");
        hire("ada", "approver");
        hire("ben", "approver");
        hire("vera", "viewer");
        hire("app", "router");

        done("olga", "Migration notes-to-new runs", "start", plan);
        work.until("the first wave waits", status -> wantsApproval(status, "first"));
        agreed("ada", "ben", "are cut over", "approve", "--wave", "first");
        work.until("the first wave has moved", status -> status.unitsMoved() == 2);
        done("olga", "nothing new begins", "pause", "--reason", "the nightly report");
        assertThat(run("vera", "status").out()).contains("paused").doesNotContain(UNIT);
        done("olga", "go on", "resume");
        work.until("the others wait", status -> wantsApproval(status, "rest"));
        agreed("ben", "ada", "are cut over", "approve", "--wave", "rest");
        work.until("all have moved", status -> status.unitsMoved() == 4);
        done("olga", "1 unit goes back", "rollback", "--unit", "customer-1");
        work.until("it is back", status -> status.phases().getOrDefault(Phase.SYNCED, 0L) == 1);
        agreed("olga", "ada", "1 unit goes on", "cutover", "--unit", "customer-1");
        work.until("it rests", status -> status.stage().equals("probation") && status.unitsMoved() == 4);
        String answers = everythingThatCanBeAsked();
        agreedOnThePage("olga", "ben", "accepted for good", "finalize", "--reason", "all is well");
        work.until("it is over", status -> status.stage().equals("retention"));
        run("olga", "status", "--units", "--journal", "1000");
        run("olga", "audit", "--json");
        serve.interrupt();
        Result end = serve.end();

        String outputs = String.join("\n", printed) + end.out() + end.err();
        assertThat(outputs).doesNotContain(SECRET).doesNotContain(ROW).contains(UNIT + "1");
        assertThat(answers).doesNotContain(SECRET).doesNotContain(ROW).contains(UNIT + "1");
        assertThat(messages)
                .isNotEmpty()
                .noneMatch(body -> Stream.of(SECRET, ROW, UNIT).anyMatch(body::contains));
        assertThat(filesWith(SECRET)).isEmpty();
        assertThat(filesWith(ROW)).isEmpty();
    }

    private static boolean wantsApproval(MigrationStatus status, String wave) {
        return status.waves().stream().anyMatch(each -> each.name().equals(wave) && each.approvalWanted());
    }

    private void hire(String name, String role) {
        tokens.put(name, work.run("token", "create", name, "--role", role).out().strip());
        // From now on also the test looks on with a token.
        work.token = Optional.of(tokens.get("olga"));
    }

    private Result run(String who, String... arguments) {
        work.token = Optional.of(tokens.get(who));
        Result result = work.run(arguments);
        printed.add(result.out() + result.err());
        work.token = Optional.of(tokens.get("olga"));
        return result;
    }

    private String done(String who, String answer, String... arguments) {
        Result result = run(who, arguments);
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains(answer);
        return result.out();
    }

    /** One asks, the same can't agree, another one does. */
    private void agreed(String one, String other, String answer, String... arguments) {
        String request = asked(one, arguments);
        assertThat(run(one, "approve", "--request", request).code()).isNotZero();
        done(other, answer, "approve", "--request", request);
    }

    /** One asks from a terminal, another one sees it on the page and agrees. */
    private void agreedOnThePage(String one, String other, String answer, String... arguments) {
        String request = asked(one, arguments);
        try (Browser browser = new Browser(tokens.get(other))) {
            browser.page.navigate(url().resolve("/migrations/notes-to-new").toString());
            browser.find("#agree-" + request).click();
            browser.find("#confirm").click();
            PlaywrightAssertions.assertThat(browser.find("#answer")).containsText(answer);
            assertThat(browser.errors()).isEmpty();
        }
    }

    /** The number under which others can agree. */
    private String asked(String who, String... arguments) {
        Matcher number = NUMBER.matcher(done(who, "--request", arguments));
        assertThat(number.find()).isTrue();
        return number.group(1);
    }

    private URI url() {
        return ControlPlaneAddress.find(folder).orElseThrow().url();
    }

    /** All that the table of the roles says one can look at, as each of them and as nobody. */
    private String everythingThatCanBeAsked() throws Exception {
        URI url = url();
        StringBuilder all = new StringBuilder();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : paths()) {
                for (String who : List.of("vera", "olga", "ada", "app", "nobody")) {
                    String answer = answer(http, url.resolve(path), Optional.ofNullable(tokens.get(who)));
                    if (List.of("vera", "nobody").contains(who) || path.equals("/metrics")) {
                        assertThat(answer).as(path + " as " + who).doesNotContain(UNIT);
                    }
                    all.append(answer).append('\n');
                }
            }
        }
        return all.toString();
    }

    private static List<String> paths() throws IOException {
        return ASKED.matcher(Files.readString(Path.of("../docs/security.md")))
                .results()
                .map(found -> found.group(1)
                        .replace("migrations/notes", "migrations/notes-to-new")
                        .replace("name=a", "name=" + UNIT + "1")
                        .replace("notes/a", "notes/" + UNIT + "1")
                        .replaceFirst("command$", "command?kind=PAUSE"))
                .toList();
    }

    /** The head and the body, of a stream its beginning. */
    private static String answer(HttpClient http, URI url, Optional<String> token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Last-Event-ID", "0");
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        HttpResponse<java.io.InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        boolean endless = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            return response.headers().map()
                    + (endless ? begin(lines) : lines.lines().collect(Collectors.joining("\n")));
        }
    }

    /** A stream until its first sign of life or its second status. */
    private static String begin(BufferedReader lines) throws IOException {
        StringBuilder begin = new StringBuilder();
        int statuses = 0;
        while (statuses < 2 && begin.indexOf("beat") < 0) {
            String line = lines.readLine();
            statuses += line.startsWith("event:") && line.endsWith("status") ? 1 : 0;
            begin.append(line).append('\n');
        }
        return begin.toString();
    }

    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve("secrets"))
                        && Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
