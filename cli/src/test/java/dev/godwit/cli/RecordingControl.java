package dev.godwit.cli;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A control plane that shows what a test gave it and remembers what it was told. */
final class RecordingControl implements MigrationControl {
    /** Shown one after the other; the last one stays. */
    final List<MigrationStatus> statuses = new ArrayList<>();

    final List<Command> commands = new ArrayList<>();
    final List<UnitFilter> filters = new ArrayList<>();
    boolean refuses;

    @Override
    public MigrationStatus status() {
        return statuses.size() > 1 ? statuses.removeFirst() : statuses.getFirst();
    }

    @Override
    public ApplicationLatency latency() {
        Instant from = Instant.parse("2026-11-22T14:00:00Z");
        Stretch before =
                new Stretch(Part.BEFORE, "", new StoreName("legacy"), from, from.plusSeconds(60), 60, 9_000, 4.04, 12);
        Stretch wave = new Stretch(
                Part.DURING, "wave first", new StoreName("new"), from, from.plusSeconds(90), 1_200, 9_000, 5, 112.5);
        return new ApplicationLatency(List.of(), List.of(before, wave), List.of("No router reports now."));
    }

    @Override
    public List<UnitView> units(UnitFilter filter, int limit) {
        filters.add(filter);
        return List.of(
                new UnitView(
                        UnitId.of("a1"),
                        Optional.of(new WaveName("first")),
                        Phase.CUTTING_BACK,
                        new StoreName("new"),
                        true,
                        12,
                        Flags.NONE,
                        1200,
                        1200,
                        Optional.of(9.25)),
                new UnitView(
                        UnitId.of("account-22"),
                        Optional.empty(),
                        Phase.SYNCED,
                        new StoreName("legacy"),
                        false,
                        3,
                        new Flags(Optional.empty(), Optional.of("rows differ: note 17")),
                        0,
                        0,
                        Optional.empty()));
    }

    @Override
    public String command(Command command) {
        if (refuses) {
            throw new GodwitException(ErrorCode.POINT_OF_NO_RETURN, "the units are finalized");
        }
        commands.add(command);
        return "2 units will be rolled back";
    }

    @Override
    public List<JournalEntry> journal(int limit) {
        return List.of(new JournalEntry(7, "2026-11-22T14:30:00Z", "unit a1", "cut over"));
    }

    @Override
    public List<JournalEntry> journalAfter(long number, int limit) {
        return journal(limit);
    }
}
