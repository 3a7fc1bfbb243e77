package dev.godwit.cli.internal;

import dev.godwit.core.MigrationControl.JournalEntry;
import java.util.List;

/** The journal as people read it, oldest first. Pure. */
public final class JournalPage {
    private JournalPage() {}

    public static List<String> render(List<JournalEntry> entries) {
        return entries.isEmpty()
                ? List.of("The journal is empty.")
                : Table.render(
                        List.of("at", "subject", "what"),
                        entries.stream()
                                .map(entry -> List.of(entry.at(), entry.subject(), entry.message()))
                                .toList());
    }
}
