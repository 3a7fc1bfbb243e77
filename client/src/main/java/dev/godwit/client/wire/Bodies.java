package dev.godwit.client.wire;

import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationName;
import java.util.List;

/** Bodies that are no record of the core. */
public final class Bodies {
    private Bodies() {}

    /** The migrations that run, in the order in which they came. */
    public record Migrations(List<MigrationName> migrations) {}

    /** Some units, by name. */
    public record Units(List<UnitView> units) {}

    /** The newest journal entries, oldest first. */
    public record Journal(List<JournalEntry> entries) {}

    /** What a command will do, in one sentence. */
    public record CommandAnswer(String answer) {}

    /** Whether the control plane serves. */
    public record Health(String status) {}
}
