package dev.godwit.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.FilePayload;
import dev.godwit.cli.Workplace.Background;
import dev.godwit.client.ControlPlaneAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole migration of two real databases, steered with the page alone, in a real browser. */
class DashboardTest {
    private static final String NOTES = "create table note (id uuid primary key, account text not null, body text);"
            + " create index on note (account)";
    private static final double PATIENCE = 30_000;

    @TempDir
    Path folder;

    private Workplace work;
    private String plan;
    private String port;
    private Optional<ReportingRouter> application = Optional.empty();

    @BeforeEach
    void furnish() throws IOException {
        work = new Workplace(folder);
        work.legacy.execute(NOTES + "; insert into note select gen_random_uuid(), 'a' || n % 12, 'note ' || n"
                + " from generate_series(1, 12000) n");
        work.target.execute(NOTES);
        port = freePort();
        plan = """
                keyspace: notes
                migration: notes-to-new
                deadline: 2040-01-01T00:00:00Z
                stores:
                  legacy: { url: "%s", user: postgres }
                  new: { url: "%s", user: postgres }
                entities:
                  note: { table: note, key: [id], unit: account }
                move: { from: legacy, to: new }
                throttle: { rowsPerSecond: 2000 }
                waves:
                  - { name: first, units: { list: [a1, a2] } }
                  - { name: rest, units: { all: true }, approve: true }
                """.formatted(work.legacy.url(), work.target.url());
    }

    @AfterEach
    void close() throws InterruptedException {
        if (application.isPresent()) {
            application.get().close();
        }
        work.close();
    }

    @Test
    void a_migration_is_sent_watched_approved_paused_rolled_back_and_finished_with_the_page_alone() throws Exception {
        Background serve = serve();
        try (Browser browser = new Browser("")) {
            browser.page.navigate(url());
            send(browser, plan.replace("entities:", "entitees:"));
            assertThat(browser.find("#plan-result")).containsText("PLAN_UNKNOWN_KEY");
            assertThat(browser.find("#start-plan")).hasCount(0);
            send(browser, plan);
            assertThat(browser.find("#plan-result")).containsText("What would happen");
            assertThat(work.target.installed()).as("checking changes nothing").isFalse();
            assertAccessible(browser, "plan");
            browser.find("#start-plan").click();
            browser.page.waitForURL("**/migrations/notes-to-new");

            shows(browser.find("#units-moved"), "2 of 2");
            assertThat(browser.find("#latency")).containsText("No router has reported yet.");
            application = Optional.of(new ReportingRouter(URI.create(url())));
            give(browser, "#command-approve-wave-rest", "", "may begin");
            assertNumbersChange(browser.find("#rows-copied"));
            give(browser, "#command-pause", "the nightly report", "The migration pauses");
            shows(browser.find("#paused"), "the nightly report");
            assertAccessible(browser, "migration");
            give(browser, "#command-resume", "", "go on");
            assertThat(browser.find("#paused")).hasCount(0);
            shows(browser.find("#units-moved"), "12 of 12");
            assertThat(browser.find("#pauses + .chart canvas")).isVisible();
            assertThat(browser.find("#latency + .chart canvas")).isVisible();
            assertThat(browser.find("#latency tbody"))
                    .containsText(Pattern.compile("during: wave rest\\s*legacy\\s*4.2\\s*4.2"));
            assertThat(browser.find("#latency")).containsText("There is no \"before\"");

            work.target.execute("update note set body = 'after' where account = 'a7'");
            rollBackAndCutOver(browser, "a7");
            finish(browser);
            assertThat(browser.errors()).isEmpty();
        }
        assertThat(work.target.ask("select count(*) from note")).isEqualTo("12000");
        assertThat(work.target.ask("select count(*) from note where body = 'after'"))
                .isEqualTo("1000");
        serve.interrupt();
    }

    @Test
    void who_may_only_look_has_no_buttons_and_who_loses_the_connection_is_told() throws Exception {
        Background serve = serve();
        await().until(() -> work.run("start", work.plan(plan).toString()).code() == 0);
        String token =
                work.run("token", "create", "ada", "--role", "viewer").out().strip();
        try (Browser browser = new Browser(token)) {
            browser.page.navigate(url());
            assertThat(browser.find("#open-notes-to-new")).isVisible();
            assertThat(browser.find("#check-plan")).hasCount(0);
            browser.page.navigate(url() + "/migrations/notes-to-new");
            shows(browser.find("#units-moved"), "2 of 2");
            assertThat(browser.find("main .button:visible")).hasCount(0);
            assertThat(browser.find("#board")).not().containsText("a1");
            assertThat(browser.page
                            .request()
                            .get(url() + "/migrations/notes-to-new/command?kind=PAUSE")
                            .status())
                    .isEqualTo(403);
            assertThat(browser.errors()).isEmpty();

            serve.interrupt();
            serve.end();
            assertThat(browser.find("#lost")).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
            assertThat(browser.find("#lost")).containsText("The connection is lost");
            browser.keepPictures("lost");
            browser.errors();
            Background again = serve();
            assertThat(browser.find("#lost")).isHidden(new IsHiddenOptions().setTimeout(PATIENCE));
            shows(browser.find("#stage"), "wave rest");
            again.interrupt();
        }
    }

    private static void send(Browser browser, String text) {
        browser.find("#plan-file")
                .setInputFiles(new FilePayload("plan.yaml", "text/yaml", text.getBytes(StandardCharsets.UTF_8)));
        assertThat(browser.find("#plan")).hasValue(text);
        browser.find("#check-plan").click();
    }

    /** Three figures one after the other, while nobody touches the page. */
    private static void assertNumbersChange(Locator figure) {
        for (int i = 0; i < 2; i++) {
            String before = figure.innerText();
            assertThat(figure).not().hasText(before, new HasTextOptions().setTimeout(PATIENCE));
        }
    }

    /** Presses a button, confirms, and reads the answer. */
    private static void give(Browser browser, String button, String reason, String answer) {
        browser.find(button).click();
        if (!reason.isEmpty()) {
            browser.find("#reason").fill(reason);
        }
        browser.find("#confirm").click();
        assertThat(browser.find("#answer")).containsText(answer);
        browser.find("#dialog .closes").click();
        assertThat(browser.find("#dialog")).isHidden();
    }

    private void rollBackAndCutOver(Browser browser, String unit) {
        browser.page.keyboard().press("u");
        browser.find("#search").fill(unit);
        browser.page.keyboard().press("Enter");
        browser.find("text=" + unit).click();
        assertThat(browser.find("#unit-phase")).hasText("probation");
        give(browser, "#command-rollback-unit-" + unit, "slow reads", "1 unit goes back");
        untilPhase(browser, "synced");
        assertAccessible(browser, "unit");
        assertThat(work.legacy.ask("select count(*) from note where body = 'after'"))
                .as("nothing is lost by going back")
                .isEqualTo("1000");
        assertThat(browser.find(".journal")).containsText("slow reads");
        give(browser, "#command-cutover-unit-" + unit, "again", "1 unit goes on");
        untilPhase(browser, "probation");
        browser.find(".crumbs >> text=notes-to-new").click();
    }

    private static void untilPhase(Browser browser, String phase) {
        await().atMost(Duration.ofMillis((long) PATIENCE)).until(() -> {
            browser.page.reload();
            return browser.find("#unit-phase").innerText().equals(phase);
        });
    }

    private static void finish(Browser browser) {
        shows(browser.find("#stage"), "probation");
        browser.find("#command-finalize").click();
        browser.find("#confirm").click();
        assertThat(browser.find("#refusal")).containsText("the probation lasts until");
        browser.find("#dialog .closes").click();
        give(browser, "#command-finalize", "all is well", "accepted for good");
        shows(browser.find("#stage"), "retention");
        assertThat(browser.find("#commands .button")).hasText("Bound the removal");
        assertThat(browser.errors()).allMatch(error -> error.contains("status of 400"));
        assertAccessible(browser, "end");
    }

    private static void shows(Locator figure, String text) {
        assertThat(figure).containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
    }

    private static void assertAccessible(Browser browser, String name) {
        assertThat(browser.barriers()).as(name).isEmpty();
        assertThat(browser.beyondThePhone()).as(name).isZero();
        browser.keepPictures(name);
    }

    private Background serve() {
        Background serve = work.start("serve", "--port", port);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ControlPlaneAddress.find(folder).isPresent());
        return serve;
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
