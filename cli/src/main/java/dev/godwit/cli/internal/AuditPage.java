package dev.godwit.cli.internal;

import dev.godwit.client.wire.Bodies.CommandEntry;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the log of commands is shown. */
public final class AuditPage {
    private AuditPage() {}

    public static List<String> render(List<CommandEntry> commands) {
        if (commands.isEmpty()) {
            return List.of("Nobody has given a command yet.");
        }
        List<List<String>> rows = new ArrayList<>();
        commands.forEach(command -> rows.add(List.of(
                command.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                who(command),
                command.command().toLowerCase(Locale.ROOT),
                command.migration(),
                command.subject(),
                command.outcome().toLowerCase(Locale.ROOT).replace('_', ' '),
                command.answer())));
        return Table.render(List.of("WHEN", "WHO", "WHAT", "MIGRATION", "ABOUT", "OUTCOME", "ANSWER"), rows);
    }

    private static String who(CommandEntry command) {
        String actor = command.authenticated() ? command.actor() : command.actor() + " (not proved)";
        return command.approver().map(second -> actor + " and " + second).orElse(actor);
    }
}
