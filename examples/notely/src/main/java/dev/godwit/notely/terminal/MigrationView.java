package dev.godwit.notely.terminal;

import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.MigrationStatus;
import java.util.List;

/**
 * A migration as its control plane tells of it. Immutable.
 *
 * @param units those that are worth a look, such as the ones in flight, in the order in which they are shown
 * @param journal its newest entries, oldest first
 */
public record MigrationView(MigrationStatus status, List<UnitView> units, List<JournalEntry> journal) {
    public MigrationView {
        units = List.copyOf(units);
        journal = List.copyOf(journal);
    }
}
