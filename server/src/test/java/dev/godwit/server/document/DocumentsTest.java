package dev.godwit.server.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.core.Flags;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.core.MigrationStatus.UnitAttention;
import dev.godwit.core.Phase;
import dev.godwit.core.StoreName;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.server.runbook.Runbook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes from plans and databases is text in a document and nothing else, whatever it is. */
class DocumentsTest {
    private static final String EVIL =
            "<script>alert(1)</script> | [x](javascript:1) `` ` *b* \n# no title ![i](http://x) &lt;";
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Runbook runbook = new Runbook(
            EVIL,
            EVIL,
            EVIL,
            EVIL,
            Optional.empty(),
            List.of(new Runbook.System(EVIL, EVIL, EVIL, Optional.of(EVIL), 8, List.of(), List.of())),
            List.of(new Runbook.Table(EVIL, EVIL, EVIL, EVIL, EVIL, List.of())),
            List.of(new Runbook.Wave(EVIL, EVIL, true)),
            List.of(new Runbook.Step(EVIL, EVIL, EVIL, EVIL)),
            List.of(new Runbook.UnitPhase(EVIL, EVIL)),
            List.of(new Runbook.Wait(EVIL, EVIL, EVIL)),
            List.of(new Runbook.Decision(EVIL, EVIL, EVIL)),
            List.of(EVIL),
            List.of(),
            List.of());

    @Test
    void a_runbook_shows_everything_as_it_is() {
        assertHarmless(Html.of(RunbookDocument.of(runbook)));
    }

    @Test
    void a_hand_over_shows_everything_as_it_is() {
        List<JournalEntry> journal = List.of(new JournalEntry(1, EVIL, EVIL, EVIL));
        List<LoggedCommand> commands = List.of(new LoggedCommand(
                EVIL,
                NOW,
                EVIL,
                true,
                EVIL,
                EVIL,
                EVIL,
                EVIL,
                Optional.empty(),
                "",
                LoggedCommand.Outcome.DONE,
                EVIL,
                Optional.of(EVIL)));

        assertHarmless(Html.of(HandOverDocument.of(runbook, status(EVIL), journal, commands, NOW)));
    }

    @Test
    void a_hand_over_names_what_needs_somebody() {
        List<JournalEntry> journal =
                List.of(new JournalEntry(7, "2026-11-23T11:59:58.123456789Z", "migration", "created"));
        String page = HandOverDocument.of(runbook, status("lag"), journal, List.of(), NOW.plusMillis(1))
                .markdown();

        assertThat(page).contains("T12:00:00Z", "T11:59:58Z").doesNotContain(".001", ".123");

        assertThat(page)
                .contains("**It is paused**: lag", "**Unit lag** (CUTTING): lag", "**Waits**: lag")
                .contains("3 of 5 units moved", "Nobody has given a command yet.");
    }

    @Test
    void news_name_nobody() {
        Instant from = NOW.minusSeconds(3_600);
        List<Stretch> measured = List.of(
                new Stretch(Part.BEFORE, "", new StoreName("legacy"), from, NOW, 60, 9_000, 4, 12),
                new Stretch(Part.DURING, "", new StoreName("legacy"), from, NOW, 60, 9_000, 4.5, 80),
                new Stretch(Part.DURING, "", new StoreName("new"), from, NOW, 60, 9_000, 6, 90));
        String page = Html.of(
                NewsDocument.of(status("a-customer"), new ApplicationLatency(measured, measured, List.of()), NOW));

        assertThat(page)
                .contains("3 of 5 have moved (60 %)", "by 10 ms for half of them, by 30 ms at most")
                .contains("somebody looks at it", "Nobody has set a date.")
                .contains("usually took at most: before it began 4 ms, while it works 6 ms.")
                .doesNotContain("a-customer", "legacy");
    }

    @Test
    void news_say_that_nobody_has_measured() {
        ApplicationLatency late = new ApplicationLatency(
                List.of(new Stretch(Part.AFTER, "", new StoreName("new"), NOW, NOW, 60, 9_000, 4, 12)),
                List.of(),
                List.of());

        assertThat(NewsDocument.of(status("lag"), ApplicationLatency.NONE, NOW).markdown())
                .contains("How fast the application answers has not been measured.");
        assertThat(NewsDocument.of(status("lag"), late, NOW).markdown())
                .contains("since all has moved 4 ms. It was not measured before the migration began.");
    }

    private static void assertHarmless(String html) {
        String body = html.substring(html.indexOf("<body>"));
        assertThat(body)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain(
                        "<script",
                        "<img",
                        "<a ",
                        "<em>b",
                        "<h1>no title",
                        "&lt;script&gt;alert(1)&lt;/script&gt; </td>");
        // A cell that begins another one would shift the rest of its row.
        assertThat(body.split("<tr>").length).isEqualTo(body.split("</tr>").length);
    }

    private static MigrationStatus status(String text) {
        return new MigrationStatus(
                "notes",
                "notes-to-new",
                "legacy",
                "new",
                "wave first",
                new Flags(Optional.of(text), Optional.empty()),
                List.of(text),
                Map.of(Phase.SYNCED, 2L),
                List.of(),
                5,
                3,
                1_000,
                900,
                800,
                1,
                1,
                1,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Pauses(3, 10, 20, 30),
                Pauses.NONE,
                List.of(new UnitAttention(text, Phase.CUTTING, text)),
                List.of(),
                List.of(),
                1);
    }
}
