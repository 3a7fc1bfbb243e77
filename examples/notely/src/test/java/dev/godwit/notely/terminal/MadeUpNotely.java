package dev.godwit.notely.terminal;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.Flags;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.UnitView;
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
import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import dev.godwit.notely.terminal.DeploymentView.OperationRow;
import dev.godwit.notely.terminal.DeploymentView.Overlap;
import dev.godwit.notely.terminal.DeploymentView.VersionView;
import dev.godwit.notely.terminal.TrafficView.Counted;
import dev.godwit.notely.terminal.TrafficView.RequestRow;
import dev.godwit.notely.terminal.TrafficView.ShardRow;
import dev.godwit.notely.terminal.TrafficView.StoreAccessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.event.Level;

/** A Notely that never was: what its pages would show so many ticks after it began. */
final class MadeUpNotely {
    static final Instant BEGIN = Instant.parse("2026-11-23T09:14:00Z");

    private static final int OVERLAP_SECONDS = 30;
    private static final String[] OPERATIONS = {"CreateNote", "DeleteNote", "GetNote", "ListNotes", "UpdateNote"};

    private MadeUpNotely() {}

    /** Under way: an overlap of two versions, the second wave of a migration. */
    static NotelyView view(long tick, int accounts) {
        return new NotelyView(
                "godwit",
                "http://127.0.0.1:8080",
                BEGIN.plusMillis(tick * 250),
                traffic(tick),
                deployment(tick),
                IntStream.range(0, accounts).mapToObj(MadeUpNotely::account).toList(),
                List.of(migration(tick)));
    }

    /** Nothing has happened yet. */
    static NotelyView beginning() {
        return new NotelyView(
                "workshop: legacy-only",
                "http://127.0.0.1:8080",
                BEGIN,
                new TrafficView(
                        List.of(),
                        List.of(),
                        List.of(),
                        Counted.NONE,
                        Optional.empty(),
                        Counted.NONE,
                        Counted.NONE,
                        Counted.NONE),
                new DeploymentView(
                        "INITIAL", "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(),
                List.of());
    }

    /** A deployment that failed, a miss, units that need somebody. */
    static NotelyView trouble() {
        NotelyView view = view(0, 3);
        TrafficView traffic = view.traffic();
        DeploymentView deployment = view.deployment();
        return new NotelyView(
                "workshop: exercise",
                view.address(),
                view.at(),
                new TrafficView(
                        traffic.requests(),
                        traffic.storeAccess(),
                        traffic.notesByShard(),
                        new Counted(2, 2),
                        Optional.of("read by account 3f2a77c1-0000-4000-8000-000000000000 of note"
                                + " 77c10000-0000-4000-8000-000000000000: expected \"Content 2\", got \"Content 1\""
                                + " (proxy version 4)"),
                        new Counted(1, 0.5),
                        traffic.heldWrites(),
                        traffic.refusedWrites()),
                new DeploymentView(
                        "FAILED",
                        "",
                        Optional.of("version 5 does not compile:\n  Exercise.java:42: ';' expected\n"
                                + "      return store.get(id)\n                          ^"),
                        Optional.empty(),
                        deployment.current(),
                        Optional.empty()),
                view.accounts(),
                view.migrations());
    }

    static LogLine log(long number) {
        Level level = number % 17 == 0 ? Level.ERROR : number % 7 == 0 ? Level.WARN : Level.INFO;
        String process = number % 3 == 0 ? "api" : "proxy " + (3 + number % 2);
        return new LogLine(
                BEGIN.plusMillis(number * 37),
                process,
                level,
                String.format(Locale.ROOT, "NoteRoutes: line %04d of an application that has much to say", number));
    }

    private static TrafficView traffic(long tick) {
        return new TrafficView(
                List.of(
                        request("GET", "/accounts", 200, 1_204 + tick, 12, 1.2),
                        request("POST", "/accounts", 201, 25, 0, 4.4),
                        request("GET", "/accounts/{accountId}/notes", 200, 98_211 + 7 * tick, 1_480, 3.1),
                        request("POST", "/accounts/{accountId}/notes", 201, 61_020 + 5 * tick, 910, 6.7),
                        request("GET", "/accounts/{accountId}/notes/{noteId}", 200, 1_310_442 + 31 * tick, 14_220, 2.4),
                        request("GET", "/accounts/{accountId}/notes/{noteId}", 404, 40_102, 522, 1.9),
                        request("PUT", "/accounts/{accountId}/notes/{noteId}", 200, 402_113 + 11 * tick, 6_020, 8.6),
                        request("DELETE", "/accounts/{accountId}/notes/{noteId}", 204, 60_020 + 5 * tick, 880, 7.2),
                        request("POST", "/deploy", 500, 1, 0.3, 1_240)),
                List.of(
                        access("legacy", "GetNote", "success", 904_210 + tick, 9_010, 0.4),
                        access("legacy", "UpdateNote", "success", 250_871, 3_100, 5.1),
                        access("legacy", "UpdateNote", "error", 3, 0.2, 5_000),
                        access("new", "GetNote", "success", 446_334, 5_732, 0.6),
                        access("new", "UpdateNote", "success", 151_242, 2_920, 2.2),
                        access("new", "UpdateNote", "contention", 14, 1, 31)),
                List.of(new ShardRow("legacy", 61_200 - tick), new ShardRow("new", 30_411 + tick)),
                Counted.NONE,
                Optional.empty(),
                Counted.NONE,
                new Counted(218 + tick, 14),
                new Counted(31, 2));
    }

    private static DeploymentView deployment(long tick) {
        Duration passed = Duration.ofMillis(tick * 250 + 12_400);
        boolean over = passed.toSeconds() >= OVERLAP_SECONDS;
        return new DeploymentView(
                over ? "READY" : "ROLLOUT_WAIT",
                over ? "" : "both versions take requests",
                Optional.empty(),
                over ? Optional.empty() : Optional.of(new Overlap(passed, Duration.ofSeconds(OVERLAP_SECONDS))),
                Optional.of(version(4, "ready", 31_204, 0, tick)),
                Optional.of(version(3, over ? "stopped" : "draining", 30_877, 1, 1_000)));
    }

    private static VersionView version(int number, String state, long pid, int restarts, long calls) {
        return new VersionView(
                number,
                "godwit",
                state,
                50,
                OptionalLong.of(pid),
                Optional.of(BEGIN.minusSeconds(60L * (5 - number))),
                restarts,
                restarts == 0 ? "" : "ended with exit code 137",
                IntStream.range(0, OPERATIONS.length)
                        .mapToObj(index -> new OperationRow(
                                OPERATIONS[index],
                                "success",
                                new Counted(1_000 * (index + 1L) + calls, 100 * index),
                                0.7 + index))
                        .toList());
    }

    private static AccountView account(int number) {
        Phase phase = Phase.values()[number % 5];
        boolean moving = phase.inFlight();
        Account account = new Account(
                new UUID(0x3f2a_77c1_0000_4000L + number, 0x8000_0000_0000_0000L + 7_919L * number),
                number == 1 ? "Zo\u00eb \u4f60\u597d\t\u001b[31m" : "LoadTestUser" + number + "_09:14:00",
                moving,
                moving ? Optional.of("new") : Optional.empty(),
                Cohort.values()[number % Cohort.values().length]);
        Flags flags = number == 2
                ? new Flags(Optional.empty(), Optional.of("3 rows differ and the plan says stop"))
                : Flags.NONE;
        return new AccountView(
                account,
                Optional.of(phase),
                flags,
                phase == Phase.PROBATION ? "new" : "legacy",
                OptionalLong.of(2 + number % 1_400));
    }

    static MigrationView migration(long tick) {
        return migration(tick, "notes-to-new");
    }

    static MigrationView migration(long tick, String name) {
        MigrationStatus status = new MigrationStatus(
                "notes",
                name,
                "legacy",
                "new",
                "free",
                Flags.NONE,
                List.of("wave free wants approval"),
                Map.of(Phase.SETTLED, 12L, Phase.COPYING, 3L, Phase.SYNCED, 2L, Phase.PROBATION, 8L),
                List.of(
                        new WaveStatus("internal", "probation", Flags.NONE, false, 8, 8),
                        new WaveStatus("free", "synced", Flags.NONE, true, 12, 0),
                        new WaveStatus(
                                "enterprise",
                                "waiting",
                                new Flags(Optional.of("by an operator: not before noon"), Optional.empty()),
                                false,
                                0,
                                0)),
                25,
                8,
                91_611,
                Math.min(91_611, 41_204 + 90 * tick),
                39_000,
                41_200,
                12_300_000,
                8_011.4,
                14,
                38,
                Optional.of(new Estimate(BEGIN.plusSeconds(300), BEGIN.plusSeconds(340), BEGIN.plusSeconds(520))),
                Optional.of(BEGIN.plusSeconds(86_400)),
                Optional.of("application p99 52 ms is above 40 ms"),
                new Pauses(8, 9, 31, 44),
                new Pauses(1, 7.5, 7.5, 7.5),
                List.of(new UnitAttention("3f2a77c1-0000-4002", Phase.SYNCED, "3 rows differ and the plan says stop")),
                List.of(new Alarm(
                        AlarmKind.FORECAST_PAST_DEADLINE,
                        "deadline",
                        "at this rate the deadline will be missed by 2 h",
                        Instant.EPOCH)),
                List.of(),
                77);
        List<UnitView> units = List.of(
                unit(1, Phase.COPYING, "legacy", Optional.empty()),
                unit(2, Phase.SYNCED, "legacy", Optional.empty()),
                unit(4, Phase.PROBATION, "new", Optional.of(9.4)));
        List<JournalEntry> journal = List.of(
                new JournalEntry(41, "2026-11-23T09:13:02Z", "wave internal", "all 8 units are in probation"),
                new JournalEntry(42, "2026-11-23T09:13:58Z", "wave free", "begins with 12 units"));
        return new MigrationView(status, units, journal);
    }

    private static UnitView unit(int number, Phase phase, String home, Optional<Double> pause) {
        return new UnitView(
                UnitId.of("3f2a77c1-0000-400" + number + "-8000-000000000000"),
                Optional.of(new WaveName(number == 4 ? "internal" : "free")),
                phase,
                new StoreName(home),
                home.equals("new"),
                3 + number,
                Flags.NONE,
                1_100L * number,
                1_000L * number,
                pause);
    }

    private static RequestRow request(String method, String route, int status, long total, double rpm, double p95) {
        return new RequestRow(method, route, Integer.toString(status), new Counted(total, rpm), p95);
    }

    private static StoreAccessRow access(
            String store, String operation, String status, long total, double rpm, double p95) {
        return new StoreAccessRow(store, operation, status, new Counted(total, rpm), p95);
    }
}
