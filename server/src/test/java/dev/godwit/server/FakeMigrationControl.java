package dev.godwit.server;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.core.MigrationStatus.UnitAttention;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Answers with records in which every field has a value of its own. */
class FakeMigrationControl implements MigrationControl {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123456Z");

    static final MigrationStatus STATUS =
            status(List.of(new Alarm(AlarmKind.DEADLINE_PASSED, "deadline", "the deadline passed 3 h ago", AT)));
    static final UnitView UNIT = new UnitView(
            UnitId.of("a/b ü"),
            Optional.of(new WaveName("first")),
            Phase.PROBATION,
            new StoreName("new"),
            true,
            7,
            Flags.NONE,
            10,
            9,
            Optional.of(12.5));
    static final JournalEntry ENTRY = new JournalEntry(1, "2026-11-22T12:00:00Z", "unit a", "started");

    static final ApplicationLatency LATENCY = new ApplicationLatency(
            List.of(stretch(Part.BEFORE, "", 4.25), stretch(Part.DURING, "", 5.5)),
            List.of(stretch(Part.BEFORE, "", 4.25), stretch(Part.DURING, "wave first", 5.5)),
            List.of("No router reports now."));

    volatile ApplicationLatency latency = LATENCY;
    final ConcurrentLinkedQueue<Object> calls = new ConcurrentLinkedQueue<>();
    volatile RuntimeException failure = new GodwitException(ErrorCode.APPROVAL_MISSING, "wave first waits");

    private static Stretch stretch(Part part, String stage, double usualMillis) {
        return new Stretch(part, stage, new StoreName("legacy"), AT, AT.plusSeconds(90), 90, 12_345, usualMillis, 77.5);
    }

    /** The same status with other alarms. */
    static MigrationStatus status(List<Alarm> alarms) {
        return status("move", alarms);
    }

    /** The same status in another stage. */
    static MigrationStatus status(String stage, List<Alarm> alarms) {
        return new MigrationStatus(
                "notes",
                "notes-to-postgres",
                "legacy",
                "new",
                stage,
                new Flags(Optional.of("by hand"), Optional.empty()),
                List.of("lag 3 s > 2 s"),
                Map.of(Phase.SYNCED, 2L, Phase.PROBATION, 3L),
                List.of(new WaveStatus("first", "copy", Flags.NONE, true, 5, 3)),
                5,
                3,
                1_000,
                900,
                800,
                123.5,
                456.75,
                250.25,
                17,
                42,
                Optional.of(new Estimate(AT, AT.plusSeconds(60), AT.plusSeconds(90))),
                Optional.empty(),
                Optional.of("commit 50 ms > 40 ms"),
                new Pauses(3, 10.5, 20.25, 30),
                Pauses.NONE,
                List.of(new UnitAttention("a", Phase.CUTTING, "differs")),
                alarms,
                List.of("note.id: legacy up to 2,000,000 (5 % used), new above"),
                99);
    }

    @Override
    public MigrationStatus status() {
        return STATUS;
    }

    @Override
    public ApplicationLatency latency() {
        return latency;
    }

    @Override
    public List<UnitView> units(UnitFilter filter, int limit) {
        calls.add(filter);
        calls.add(limit);
        return List.of(UNIT);
    }

    @Override
    public String command(Command command) {
        calls.add(command);
        if (command.kind() == CommandKind.FINALIZE) {
            throw failure;
        }
        return "will " + command.kind();
    }

    @Override
    public List<JournalEntry> journal(int limit) {
        calls.add(limit);
        return List.of(ENTRY);
    }

    @Override
    public List<JournalEntry> journalAfter(long number, int limit) {
        calls.add(number);
        calls.add(limit);
        return number < ENTRY.number() || number == 17 ? List.of(ENTRY) : List.of();
    }
}
