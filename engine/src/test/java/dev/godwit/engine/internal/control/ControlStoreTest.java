package dev.godwit.engine.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.Epoch;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.ForbiddenTransitionException;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Incarnation;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Route;
import dev.godwit.core.Store.Fingerprint;
import dev.godwit.core.SystemTime;
import dev.godwit.core.UnitEvent;
import dev.godwit.core.UnitId;
import dev.godwit.engine.ControlPlace;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.spi.Attempt;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.ControlStore.StepState;
import dev.godwit.engine.spi.Goal;
import dev.godwit.engine.spi.LatencyRecord;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.MigrationRecord.Intent;
import dev.godwit.engine.spi.Seat;
import dev.godwit.engine.spi.StoreIdentity;
import dev.godwit.engine.spi.UnitRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(ControlPlace.class)
class ControlStoreTest {
    private static final KeyspaceName KEYSPACE = Plans.PLAN.keyspace().name();
    private static final UnitId A1 = UnitId.of("a1");
    private static final UnitId A2 = UnitId.of("a2");

    @Parameter
    ControlPlace place;

    @TempDir
    Path folder;

    private EngineSettings settings;

    @BeforeEach
    void choosePlace() {
        settings = place.settings(folder);
    }

    @Test
    void aChangeTakesTheNextEpochAndRevisionAndSurvives() {
        try (ControlStore control = opened()) {
            control.create(Plans.PLAN, "fingerprint");
            control.begin(Plans.PLAN, Plans.WAVE, ways(Plans.PLAN, List.of(A1, A2)), Goal.MOVED);
            UnitRecord before = control.unit(KEYSPACE, A1).orElseThrow();
            Attempt attempt = new Attempt(new Epoch(3), new Epoch(5));
            UnitRecord after = control.update(
                    Plans.PLAN.migration(),
                    A1,
                    record -> record.on(UnitEvent.START).withAttempt(Optional.of(attempt)),
                    "start");
            assertThat(after.epoch()).isEqualTo(before.epoch().next());
            assertThat(after.revision()).isGreaterThan(before.revision());
        }
        try (ControlStore control = opened()) {
            UnitRecord found = control.unit(KEYSPACE, A1).orElseThrow();
            assertThat(found.phase()).isEqualTo(Phase.COPYING);
            assertThat(found.attempt()).contains(new Attempt(new Epoch(3), new Epoch(5)));
            assertThat(control.journal(Plans.PLAN.migration(), 10).getLast().message())
                    .isEqualTo("start");
        }
    }

    @Test
    void aUnitBelongsToTheWaveThatHadItFirst() {
        try (ControlStore control = opened()) {
            control.create(Plans.ON_REQUEST, "fingerprint");
            assertThatThrownBy(() -> join(control, A1)).hasMessageContaining("wave asked has not begun yet");
            assertThat(control.begin(Plans.ON_REQUEST, Plans.ASKED, ways(Plans.ON_REQUEST, List.of()), Goal.MOVED))
                    .isEmpty();
            UnitRecord joined = join(control, A1);
            assertThat(joined.wave()).isEqualTo(Plans.ASKED);
            assertThat(joined.goal()).isEqualTo(Goal.MOVED);
            assertThat(join(control, A1)).isEqualTo(joined);

            control.update(Plans.PLAN.migration(), A1, record -> record.on(UnitEvent.START), "start");
            assertThat(control.begin(
                            Plans.ON_REQUEST, Plans.WAVE, ways(Plans.ON_REQUEST, List.of(A1, A2)), Goal.SYNCED))
                    .containsExactly(A2);
            assertThat(control.unit(KEYSPACE, A1).orElseThrow())
                    .returns(Plans.ASKED, UnitRecord::wave)
                    .returns(Phase.COPYING, UnitRecord::phase);

            control.update(Plans.PLAN.migration(), A2, record -> record.on(UnitEvent.START), "start");
            assertThat(join(control, A2).wave()).isEqualTo(Plans.WAVE);
            assertThat(control.begin(Plans.ON_REQUEST, Plans.WAVE, ways(Plans.ON_REQUEST, List.of(A2)), Goal.SYNCED))
                    .isEmpty();
            assertThat(control.unit(KEYSPACE, A2).orElseThrow().phase()).isEqualTo(Phase.COPYING);
        }
    }

    @Test
    void nobodyJoinsAMigrationThatEnds() {
        try (ControlStore control = opened()) {
            control.create(Plans.ON_REQUEST, "fingerprint");
            control.begin(Plans.ON_REQUEST, Plans.ASKED, ways(Plans.ON_REQUEST, List.of()), Goal.MOVED);
            control.recordStep(Plans.PLAN.migration(), "notes-move", "last", StepState.STARTED);
            assertRefused(control, ErrorCode.POINT_OF_NO_RETURN);
            control.recordStep(Plans.PLAN.migration(), "notes-move", "last", StepState.UNDONE);
            control.update(Plans.PLAN.migration(), record -> record.with(Intent.ABORT), "abort");
            assertRefused(control, ErrorCode.FORBIDDEN_TRANSITION);
            control.update(Plans.PLAN.migration(), record -> record.with(Intent.FINALIZE), "finalize");
            assertRefused(control, ErrorCode.POINT_OF_NO_RETURN);
            control.update(Plans.PLAN.migration(), record -> record.with(Intent.MOVE), "move");
            join(control, A1);
        }
    }

    @Test
    void aUnitGoesOnInAnotherMigrationOnlyWhenNothingIsLeftOfIt() {
        MigrationName first = Plans.PLAN.migration();
        try (ControlStore control = opened()) {
            control.create(Plans.PLAN, "fingerprint");
            control.create(Plans.ONWARD, "fingerprint");
            control.begin(Plans.ONWARD, Plans.ASKED, ways(Plans.ONWARD, List.of()), Goal.MOVED);
            assertElsewhere(control, "such units live elsewhere");
            control.begin(Plans.PLAN, Plans.WAVE, ways(Plans.PLAN, List.of(A1)), Goal.FINALIZED);
            assertElsewhere(control, "has not ended with it");
            control.update(first, A1, record -> record.on(UnitEvent.START), "start");
            assertElsewhere(control, "it is on its way");
            control.update(first, A1, record -> moved(record).with(Leftover.ROWS), "moved");
            assertElsewhere(control, "has not ended with it");
            control.update(
                    first,
                    A1,
                    record -> record.with(Leftover.NONE).with(new Flags(Optional.of("by ann"), Optional.empty())),
                    "removed");

            UnitRecord taken = control.join(Plans.ONWARD, Plans.ASKED, A1, way(Plans.ONWARD), "last", "MOVE");
            assertThat(taken.homeStore()).isEqualTo(Plans.NEW);
            assertThat(taken.flags()).isEqualTo(Flags.NONE);
            assertThat(control.units(first)).isEmpty();
            assertThat(control.unitsOf(KEYSPACE)).isEqualTo(1);
            assertThat(control.unitsOf(new KeyspaceName("other"))).isZero();
            assertThat(control.updateAll(first, List.of(A1), record -> record.with(Goal.ABANDONED), "abort"))
                    .isEmpty();
            assertThat(control.begin(Plans.PLAN, Plans.WAVE, ways(Plans.PLAN, List.of(A1, A2)), Goal.MOVED))
                    .containsExactly(A2);
            assertThat(control.unit(KEYSPACE, A1)).contains(taken);
        }
    }

    @Test
    void nobodyTakesUnitsThatLiveByADefaultWhichAnotherMigrationChanges() {
        try (ControlStore control = opened()) {
            control.create(Plans.PLAN, "fingerprint");
            control.create(Plans.ONWARD, "fingerprint");
            control.begin(Plans.ONWARD, Plans.ASKED, ways(Plans.ONWARD, List.of()), Goal.MOVED);
            MigrationName first = Plans.PLAN.migration();
            control.recordStep(first, first.value(), ControlStore.DEFAULT_HOME_STEP, StepState.STARTED);
            control.changeDefaultHome(first, Plans.NEW, "born there");
            assertElsewhere(control, "in a moment");
            control.recordStep(first, first.value(), ControlStore.DEFAULT_HOME_STEP, StepState.DONE);
            control.join(Plans.ONWARD, Plans.ASKED, A1, way(Plans.ONWARD), "last", "MOVE");
        }
    }

    @Test
    void eachMigrationRemembersOnItsOwnWhoItsStoresAre() {
        StoreIdentity before = new StoreIdentity(new Incarnation("one"), new Fingerprint("tables", "files"));
        StoreIdentity after = new StoreIdentity(new Incarnation("two"), new Fingerprint("tables", "files"));
        try (ControlStore control = opened()) {
            control.create(Plans.PLAN, "fingerprint");
            control.create(Plans.ONWARD, "fingerprint");
            control.recordIdentity(Plans.PLAN.migration(), Plans.NEW, before);
            control.recordIdentity(Plans.ONWARD.migration(), Plans.NEW, after);
            assertThat(control.identity(Plans.PLAN.migration(), Plans.NEW)).contains(before);
            assertThat(control.identity(Plans.ONWARD.migration(), Plans.NEW)).contains(after);
            assertThat(control.identity(KEYSPACE, Plans.NEW)).contains(after);
        }
    }

    @Test
    void whatTheApplicationsLatencyWasIsKeptOnceForEachStretchAndStore() {
        LatencyRecord before = latency(Part.BEFORE, "", 10, "first");
        LatencyRecord wave = latency(Part.DURING, "wave all", 20, "second");
        LatencyRecord longer = new LatencyRecord(
                wave.part(),
                wave.stage(),
                wave.store(),
                wave.from(),
                wave.until().plusSeconds(1),
                30,
                "third");
        try (ControlStore control = opened()) {
            control.keepLatencies(Plans.PLAN.migration(), List.of(before, wave));
            control.keepLatencies(Plans.ONWARD.migration(), List.of(before));
            control.keepLatencies(Plans.PLAN.migration(), List.of(longer));
            control.keepLatencies(Plans.PLAN.migration(), List.of());
        }
        try (ControlStore control = opened()) {
            assertThat(control.latencies(Plans.PLAN.migration())).containsExactlyInAnyOrder(before, longer);
            assertThat(control.latencies(Plans.ONWARD.migration())).containsExactly(before);
        }
    }

    private static LatencyRecord latency(Part part, String stage, long operations, String distribution) {
        Instant from = Instant.parse("2026-11-23T12:00:00.123456Z");
        return new LatencyRecord(part, stage, Plans.NEW, from, from.plusSeconds(60), operations, distribution);
    }

    private static UnitRecord moved(UnitRecord record) {
        return record.on(UnitEvent.COPIED)
                .on(UnitEvent.CUT_OVER)
                .on(UnitEvent.PROMOTED)
                .on(UnitEvent.FINALIZE);
    }

    private static void assertElsewhere(ControlStore control, String where) {
        assertThatThrownBy(() -> control.join(Plans.ONWARD, Plans.ASKED, A1, way(Plans.ONWARD), "last", "MOVE"))
                .hasMessageContaining(where)
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNIT_ELSEWHERE));
    }

    private static void assertRefused(ControlStore control, ErrorCode code) {
        assertThatThrownBy(() -> join(control, A1))
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
        assertThat(control.units(Plans.PLAN.migration())).isEmpty();
    }

    private static Map<Route, List<UnitId>> ways(Plan plan, List<UnitId> units) {
        return Map.of(way(plan), units);
    }

    private static Route way(Plan plan) {
        return plan.routes().getFirst();
    }

    private static UnitRecord join(ControlStore control, UnitId unit) {
        return control.join(Plans.ON_REQUEST, Plans.ASKED, unit, way(Plans.ON_REQUEST), "last", "MOVE");
    }

    @Test
    void routersSeeOnlyWhatChangedAfterTheirRevision() {
        try (ControlStore control = opened()) {
            control.create(Plans.PLAN, "fingerprint");
            control.begin(Plans.PLAN, Plans.WAVE, ways(Plans.PLAN, List.of(A1, A2)), Goal.MOVED);
            long known = control.revision(KEYSPACE);
            assertThat(control.placementsAfter(KEYSPACE, 0)).hasSize(2);
            assertThat(control.placementsAfter(KEYSPACE, known)).isEmpty();
            control.update(Plans.PLAN.migration(), A2, record -> record.on(UnitEvent.START), "");
            assertThat(control.placementsAfter(KEYSPACE, known)).singleElement().satisfies(placement -> {
                assertThat(placement.unit()).isEqualTo(A2);
                assertThat(placement.mirror()).contains(Plans.NEW);
            });
        }
    }

    @Test
    void aForbiddenChangeChangesNothingForAnyUnit() {
        try (ControlStore control = opened()) {
            control.create(Plans.PLAN, "fingerprint");
            control.begin(Plans.PLAN, Plans.WAVE, ways(Plans.PLAN, List.of(A1, A2)), Goal.MOVED);
            control.update(Plans.PLAN.migration(), A2, record -> record.on(UnitEvent.START), "");
            long revision = control.revision(KEYSPACE);
            assertThatThrownBy(() -> control.updateAll(
                            Plans.PLAN.migration(), List.of(A1, A2), record -> record.on(UnitEvent.START), ""))
                    .isInstanceOf(ForbiddenTransitionException.class);
            assertThat(control.unit(KEYSPACE, A1).orElseThrow().phase()).isEqualTo(Phase.SETTLED);
            assertThat(control.revision(KEYSPACE)).isEqualTo(revision);
        }
    }

    @Test
    void theSeatIsTakenOnlyAsItWasSeen() {
        try (ControlStore first = opened();
                ControlStore second = opened()) {
            Seat nobody = first.seat();
            assertThat(nobody).isEqualTo(Seat.NEVER_TAKEN);
            Seat led = first.lead(nobody, "first", Optional.of("http://first")).orElseThrow();
            assertThat(second.lead(nobody, "second", Optional.empty())).isEmpty();
            assertThat(second.seat()).isEqualTo(led);

            assertThat(first.keepLead(led.term(), led.address())).isTrue();
            assertThat(second.lead(led, "second", Optional.empty()))
                    .as("a sign of life was given meanwhile")
                    .isEmpty();
            Seat taken = second.lead(second.seat(), "second", Optional.empty()).orElseThrow();
            assertThat(taken.term()).isGreaterThan(led.term());
            assertThat(first.keepLead(led.term(), led.address())).isFalse();
            first.resign(led.term());
            assertThat(first.seat().server()).contains("second");

            second.resign(taken.term());
            assertThat(second.keepLead(taken.term(), Optional.empty())).isFalse();
            assertThat(first.lead(first.seat(), "first", Optional.empty())).isPresent();
        }
    }

    @Test
    void whoHasLostTheLeadWritesNothingDown() {
        try (ControlStore late = opened();
                ControlStore next = opened()) {
            late.create(Plans.PLAN, "fingerprint");
            late.lead(late.seat(), "late", Optional.empty());
            late.note(Plans.PLAN.migration(), "test", "while it leads");
            next.lead(next.seat(), "next", Optional.empty());
            assertThatThrownBy(() -> late.keepLatencies(
                            Plans.PLAN.migration(), List.of(latency(Part.BEFORE, "", 1, "too late"))))
                    .hasMessageContaining("another server has taken the lead");
            assertThatThrownBy(() -> late.note(Plans.PLAN.migration(), "test", "too late"))
                    .isInstanceOfSatisfying(
                            GodwitException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_LEADING));
            next.note(Plans.PLAN.migration(), "test", "the next one's");
            assertThat(next.journal(Plans.PLAN.migration(), 2))
                    .extracting(JournalEntry::message)
                    .containsExactly("while it leads", "the next one's");
        }
    }

    @Test
    void everyChangeOfTheLeaderIsASignOfLife() {
        try (ControlStore control = opened()) {
            control.create(Plans.PLAN, "fingerprint");
            Seat led = control.lead(control.seat(), "first", Optional.empty()).orElseThrow();
            control.note(Plans.PLAN.migration(), "test", "something");
            assertThat(control.seat().beat()).isGreaterThan(led.beat());
        }
    }

    @Test
    void aControlStoreFromANewerVersionIsRefused() throws SQLException {
        opened().close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into godwit_schema_history (installed_rank, version, description, type, script,"
                    + " installed_by, execution_time, success) select 99, '9999', 'later', 'SQL', 'V9999__later.sql',"
                    + " 'x', 1, success from godwit_schema_history where installed_rank = 1");
        }
        assertThatThrownBy(this::opened)
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.CONTROL_STORE_NEWER));
    }

    private ControlStore opened() {
        return ControlStores.open(settings, new SystemTime(), () -> {});
    }

    private Connection connect() throws SQLException {
        String user = settings.controlStoreUser().orElse("");
        return DriverManager.getConnection(settings.controlStoreUrl(), user, "");
    }
}
