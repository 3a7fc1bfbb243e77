package dev.godwit.server.internal.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.Flags;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.MigrationStatus.Pauses;
import dev.godwit.core.MigrationStatus.WaveStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticesTest {
    private static final Instant BEGAN = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant NOW = BEGAN.plusSeconds(60);

    @ParameterizedTest
    @EnumSource(AlarmKind.class)
    void an_alarm_is_told_once_when_it_begins_and_once_when_it_is_over(AlarmKind kind) {
        MigrationStatus calm = status("wave a", false);
        MigrationStatus alarmed = status("wave a", false, alarm(kind, NOW, "unit CANARY differs"));
        MigrationStatus still = status("wave a", false, alarm(kind, NOW, "unit CANARY differs, and others"));

        assertThat(between(calm, alarmed)).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.ALARM);
            assertThat(notice.subject()).isEqualTo(kind.name());
            assertThat(notice.since()).isEqualTo(NOW);
            assertThat(notice.text()).contains(kind.meaning(), kind.nextStep()).doesNotContain("CANARY");
        });
        assertThat(between(alarmed, still)).isEmpty();
        assertThat(between(still, calm)).extracting(Notice::kind).containsExactly(Notice.Kind.ALARM_OVER);
        assertThat(between(calm, calm)).isEmpty();
    }

    @Test
    void a_change_of_stage_and_a_wanted_approval_are_told_once() {
        MigrationStatus asking = status("wave a", true);
        assertThat(between(status("prepare", false), asking))
                .extracting(Notice::text)
                .containsExactly(
                        "notes-move: is in stage 'wave a'",
                        "notes-move: wave a wants an approval: godwit approve --wave a");
        assertThat(between(asking, asking)).isEmpty();
        assertThat(between(asking, status("wave a", false))).isEmpty();
    }

    @Test
    void the_first_look_of_a_server_tells_only_what_its_predecessor_can_not_have_told() {
        MigrationStatus first = status(
                "wave a",
                true,
                alarm(AlarmKind.ERRORS, BEGAN.minusSeconds(1), "old"),
                alarm(AlarmKind.STALLED, BEGAN.plusSeconds(1), "new"));
        assertThat(Notices.between(Optional.empty(), first, BEGAN, NOW))
                .extracting(Notice::subject)
                .containsExactly("wave a", "a", "STALLED");
    }

    private static List<Notice> between(MigrationStatus before, MigrationStatus now) {
        return Notices.between(Optional.of(before), now, BEGAN, NOW);
    }

    private static Alarm alarm(AlarmKind kind, Instant since, String message) {
        return new Alarm(kind, "units", message, since);
    }

    private static MigrationStatus status(String stage, boolean approvalWanted, Alarm... alarms) {
        return new MigrationStatus(
                "notes",
                "notes-move",
                "legacy",
                "new",
                stage,
                Flags.NONE,
                List.of(),
                Map.of(),
                List.of(new WaveStatus("a", "waiting", Flags.NONE, approvalWanted, 1, 0)),
                1,
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
                List.of(alarms),
                List.of(),
                1);
    }
}
