package dev.godwit.client.wire;

import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationOverview;
import dev.godwit.core.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bodies that are no record of the core. */
public final class Bodies {
    private Bodies() {}

    /** All migrations, first those that run, in the order in which they came. */
    public record Migrations(List<MigrationOverview> migrations) {}

    /** All keyspaces, in the order in which they came. */
    public record Keyspaces(List<KeyspaceOverview> keyspaces) {}

    /** The migration of a plan that was sent. */
    public record Started(MigrationName migration) {}

    /**
     * Some units, by name.
     *
     * @param next the last of them when there may be more: ask for those after it
     */
    public record Units(List<UnitView> units, Optional<UnitId> next) {}

    /** The newest journal entries, oldest first. */
    public record Journal(List<JournalEntry> entries) {}

    /** Commands that people have given, oldest first. */
    public record Commands(List<CommandEntry> commands) {}

    /**
     * Who asked for what, and what came of it.
     *
     * @param actor who it was, proved by a token if authenticated
     * @param outcome {@code BEGUN}, {@code AWAITS_APPROVAL}, {@code DONE} or {@code REFUSED}
     * @param approver who else has agreed
     */
    public record CommandEntry(
            String id,
            Instant at,
            String actor,
            boolean authenticated,
            String command,
            String migration,
            String subject,
            String reason,
            String outcome,
            String answer,
            Optional<String> approver) {}

    /** What a command will do, in one sentence. */
    public record CommandAnswer(String answer) {}

    /** Whether the control plane serves. */
    public record Health(String status) {}
}
