package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.ControlPlane.RouterCounters;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.Secret;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.engine.MoveFigures;
import dev.godwit.engine.MoveFigures.PauseCounts;
import dev.godwit.engine.ServerFigures;
import dev.godwit.engine.ThrottleReason;
import dev.godwit.server.internal.metrics.Measured;
import dev.godwit.server.internal.metrics.MessageCounts;
import dev.godwit.server.internal.metrics.MigrationMetrics;
import dev.godwit.server.internal.notice.NoticeWatch;
import dev.godwit.server.internal.notice.Receiver;
import dev.godwit.server.internal.notice.WebhookTerms;
import dev.godwit.server.internal.notice.Webhooks;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever alarm a status shows, the metrics show it as long, and a webhook hears of it once when it begins and once when
 * it ends. That each begins and ends in the status is tested where it is caused.
 */
class EveryAlarmToldTest {
    private final SystemTime time = new SystemTime();
    private final ThreadTasks tasks = new ThreadTasks();
    private final Changing migration = new Changing();

    @ParameterizedTest
    @EnumSource(AlarmKind.class)
    void each_is_told_once_in_the_metrics_and_by_webhook_and_is_over_in_both(AlarmKind kind) throws IOException {
        try (Receiver receiver = new Receiver();
                Webhooks webhooks = new Webhooks(
                        List.of(new Secret(receiver.url(), "env:SLACK")), WebhookTerms.DEFAULT, tasks, time);
                NoticeWatch watch =
                        new NoticeWatch(() -> List.of(migration), webhooks::send, Duration.ofMillis(5), tasks, time)) {
            MigrationMetrics metrics = metrics();
            assertThat(metrics.page()).contains(series(kind) + " 0.0");
            migration.alarms = List.of(alarm(kind, "account-1 waits"));
            await().until(() -> told(receiver, kind).size() == 1);
            assertThat(metrics.page()).contains(series(kind) + " 1.0");

            migration.alarms = List.of();
            await().until(() -> told(receiver, kind).size() == 2);
            assertThat(metrics.page()).contains(series(kind) + " 0.0");
            watch.close();
            assertThat(told(receiver, kind)).hasSize(2).noneMatch(body -> body.contains("account-"));
            assertThat(told(receiver, kind).getFirst()).contains("\"kind\":\"ALARM\"", kind.nextStep());
            assertThat(told(receiver, kind).getLast()).contains("\"kind\":\"ALARM_OVER\"");
        }
    }

    private MigrationMetrics metrics() {
        return new MigrationMetrics(
                new MigrationMetrics.Sources(
                        () -> List.of(migration),
                        () -> new ServerFigures(true, Optional.empty(), 0, Map.of(), RouterCounters.NONE),
                        () -> MessageCounts.NONE),
                time);
    }

    private Alarm alarm(AlarmKind kind, String message) {
        return new Alarm(kind, "units", message, time.wallClock());
    }

    private static List<String> told(Receiver receiver, AlarmKind kind) {
        return receiver.bodies().stream()
                .filter(body -> body.contains("\"subject\":\"" + kind + "\""))
                .toList();
    }

    private static String series(AlarmKind kind) {
        return "godwit_alarm{keyspace=\"notes\",kind=\"" + kind.name().toLowerCase(Locale.ROOT)
                + "\",migration=\"notes-to-postgres\"}";
    }

    /** A migration whose alarms are those that the test wants. */
    private static final class Changing extends FakeMigrationControl implements Measured {
        private volatile List<Alarm> alarms = List.of();

        @Override
        public MigrationStatus status() {
            return status(alarms);
        }

        @Override
        public MoveFigures figures() {
            PauseCounts none = new PauseCounts(Collections.nCopies(12, 0L), 0);
            return new MoveFigures(0, 0, 0, 0, ThrottleReason.REPLICA_LAG, none, none);
        }
    }
}
