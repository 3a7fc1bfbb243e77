package dev.godwit.server.document;

import static dev.godwit.server.document.Markdown.code;
import static dev.godwit.server.document.Markdown.plain;

import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.server.runbook.Runbook;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an engineer has to know who takes a migration over now: where it is, what it waits for, what has happened. */
public final class HandOverDocument {
    /** Of a second, which nobody reads. */
    private static final Pattern FRACTION = Pattern.compile("\\.\\d+Z$");

    private HandOverDocument() {}

    /**
     * The hand-over at a moment.
     *
     * @param journal the newest entries, oldest first
     * @param commands the newest commands of people, oldest first
     */
    public static Document of(
            Runbook runbook,
            MigrationStatus status,
            List<JournalEntry> journal,
            List<LoggedCommand> commands,
            Instant now) {
        Markdown page = new Markdown()
                .title("Hand-over of migration " + status.migration())
                .paragraph("As of " + second(now) + ". From **" + plain(status.source()) + "** to **"
                        + plain(status.target()) + "**; stage **" + plain(status.stage()) + "**, "
                        + status.unitsMoved() + " of " + status.unitsTotal() + " units moved.");
        page.section("What needs somebody").list(needs(status));
        page.section("Where it is")
                .table(
                        List.of("Wave", "Stage", "Units", "Moved", "Wants approval"),
                        status.waves().stream().map(HandOverDocument::row).toList())
                .table(
                        List.of("Phase", "Units"),
                        status.phases().entrySet().stream()
                                .map(phase -> List.of(plain(phase.getKey().name()), Long.toString(phase.getValue())))
                                .toList());
        page.section("What you can decide")
                .table(
                        List.of("What", "Who", "How"),
                        runbook.decisions().stream()
                                .map(decision ->
                                        List.of(plain(decision.what()), plain(decision.who()), code(decision.how())))
                                .toList());
        page.section("What people have done");
        if (commands.isEmpty()) {
            page.paragraph("Nobody has given a command yet.");
        } else {
            page.table(
                    List.of("When", "Who", "What", "About", "Why", "What came of it"),
                    commands.stream().map(HandOverDocument::row).toList());
        }
        page.section("What has happened, the newest last")
                .table(
                        List.of("", "When", "About", "What"),
                        journal.stream().map(HandOverDocument::row).toList());
        return new Document("Hand-over of migration " + status.migration(), page.toString());
    }

    private static List<String> needs(MigrationStatus status) {
        List<String> needs = new ArrayList<>();
        status.flags().attention().ifPresent(reason -> needs.add("**The migration**: " + plain(reason)));
        status.flags().paused().ifPresent(reason -> needs.add("**It is paused**: " + plain(reason)));
        status.attention()
                .forEach(unit -> needs.add("**Unit " + plain(unit.unit()) + "** ("
                        + plain(unit.phase().name()) + "): " + plain(unit.reason())));
        status.alarms().forEach(alarm -> needs.add("**Alarm**: " + plain(alarm.inWords())));
        status.waitsFor().forEach(reason -> needs.add("**Waits**: " + plain(reason)));
        status.throttle().ifPresent(reason -> needs.add("**The copy holds back**: " + plain(reason)));
        return needs.isEmpty() ? List.of("Nothing.") : needs;
    }

    private static List<String> row(WaveStatus wave) {
        return List.of(
                plain(wave.name()),
                plain(wave.stage()),
                Long.toString(wave.units()),
                Long.toString(wave.moved()),
                wave.approvalWanted() ? "yes" : "");
    }

    private static List<String> row(LoggedCommand command) {
        String second = command.approver().map(name -> " and " + name).orElse("");
        return List.of(
                second(command.at()),
                plain(command.actor() + second),
                plain(command.command()),
                plain(command.subject()),
                plain(command.reason()),
                plain(command.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + command.answer()));
    }

    private static List<String> row(JournalEntry entry) {
        return List.of(
                Long.toString(entry.number()),
                plain(FRACTION.matcher(entry.at()).replaceFirst("Z")),
                plain(entry.subject()),
                plain(entry.message()));
    }

    private static String second(Instant time) {
        return plain(time.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
