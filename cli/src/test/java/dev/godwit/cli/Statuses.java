package dev.godwit.cli;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.Flags;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.MigrationStatus.Estimate;
import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.core.MigrationStatus.UnitAttention;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.core.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statuses for tests of what is shown. */
public final class Statuses {
    public static final Instant NOW = Instant.parse("2026-11-22T14:30:00Z");

    private Statuses() {}

    /** Everything that a status can say. */
    public static MigrationStatus busy() {
        return new MigrationStatus(
                "notes",
                "notes-to-postgres",
                "legacy",
                "new",
                "wave canary",
                new Flags(Optional.empty(), Optional.of("store new was restored from a backup")),
                List.of("unit a7: a writer holds its lock for 5,210 ms > 250 ms"),
                Map.of(Phase.SETTLED, 500L, Phase.COPYING, 4L, Phase.SYNCED, 96L, Phase.PROBATION, 400L),
                List.of(
                        new WaveStatus("first", "rests", Flags.NONE, false, 400, 400),
                        new WaveStatus("canary", "moving", Flags.NONE, true, 600, 0)),
                1000,
                400,
                2_000_000,
                900_000,
                640_000,
                41_200.4,
                12_345_678,
                83_000,
                31,
                12,
                Optional.of(new Estimate(
                        Instant.parse("2026-11-22T14:31:00Z"),
                        Instant.parse("2026-11-22T14:32:10Z"),
                        Instant.parse("2026-11-22T14:36:40Z"))),
                Optional.of(Instant.parse("2026-12-01T18:00:00Z")),
                Optional.of("a chunk took 412 ms > 400 ms; 2,000 rows per chunk"),
                new Pauses(400, 9.2, 31, 44.4),
                new Pauses(3, 8, 11, 11),
                List.of(new UnitAttention("a9", Phase.SYNCED, "rows differ: note 17")),
                List.of(new Alarm(
                        AlarmKind.DEADLINE_PASSED,
                        "deadline",
                        "the deadline, 2026-11-20T18:00:00Z, passed 44 h ago",
                        Instant.parse("2026-11-20T18:00:00Z"))),
                List.of("note.id: legacy up to 2,000,000 (5 % used), new above"),
                77);
    }

    /** Before anything has happened, or after the end. */
    public static MigrationStatus quiet(String stage) {
        return new MigrationStatus(
                "notes",
                "notes-to-postgres",
                "legacy",
                "new",
                stage,
                Flags.NONE,
                List.of(),
                Map.of(),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Pauses.NONE,
                Pauses.NONE,
                List.of(),
                List.of(),
                List.of(),
                1);
    }
}
