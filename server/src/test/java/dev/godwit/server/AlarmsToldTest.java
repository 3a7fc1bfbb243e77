package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ControlPlane.RouterCounters;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.PausePoints;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.Signal;
import dev.godwit.core.Store;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.core.WaveName;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.MoveFigures;
import dev.godwit.engine.PlanStores;
import dev.godwit.engine.ServerFigures;
import dev.godwit.engine.internal.ControlRoom;
import dev.godwit.engine.internal.EngineParts;
import dev.godwit.engine.internal.Leadership;
import dev.godwit.engine.internal.MigrationRun;
import dev.godwit.engine.internal.alarm.AlarmTerms;
import dev.godwit.engine.internal.control.ControlStores;
import dev.godwit.engine.internal.unit.BacklogLimits;
import dev.godwit.engine.internal.workflow.MoveWorkflow;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.EnginePorts;
import dev.godwit.engine.spi.MoverSettings;
import dev.godwit.server.internal.metrics.Measured;
import dev.godwit.server.internal.metrics.MessageCounts;
import dev.godwit.server.internal.metrics.MigrationMetrics;
import dev.godwit.server.internal.notice.NoticeWatch;
import dev.godwit.server.internal.notice.Receiver;
import dev.godwit.server.internal.notice.WebhookTerms;
import dev.godwit.server.internal.notice.Webhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real migration causes is told once in each place: the status, the journal, the metrics, a webhook. */
class AlarmsToldTest {
    private static final AlarmTerms QUICK = new AlarmTerms(
            Duration.ofMillis(20),
            Duration.ofMillis(300),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofSeconds(15),
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            Duration.ofHours(1));

    private final SystemTime time = new SystemTime();
    private final ThreadTasks tasks = new ThreadTasks();

    @TempDir
    Path folder;

    @Test
    void each_place_says_once_that_it_began_and_once_that_it_is_over() throws Exception {
        SmallMove small = new SmallMove(folder);
        Plan plan = small.plan();
        small.fill();
        EngineSettings settings = EngineSettings.of("server", "jdbc:sqlite:" + folder.resolve("control.db"));
        Signal changed = time.signal();
        try (Store source = small.open("legacy");
                Store target = small.open("new");
                ControlStore control = ControlStores.open(settings, time, changed::raise);
                Receiver receiver = new Receiver();
                Webhooks webhooks = new Webhooks(
                        List.of(new Secret(receiver.url(), "env:SLACK")), WebhookTerms.DEFAULT, tasks, time)) {
            control.create(plan, "fingerprint");
            EnginePorts ports = new EnginePorts(control, changed, time, tasks, PausePoints.NONE, MoverSettings.DEFAULT);
            EngineParts parts = EngineParts.of(
                    plan,
                    PlanStores.of(source, target),
                    settings,
                    ports,
                    ControlRoom.of(ports, new Leadership(control, "server", tasks, time)),
                    BacklogLimits.DEFAULT,
                    QUICK);
            MigrationRun run = new MigrationRun(parts, MoveWorkflow.of(parts.moveParts(), PausePoints.NONE));
            Running running = new Running(parts);
            MigrationMetrics metrics = new MigrationMetrics(
                    new MigrationMetrics.Sources(
                            () -> List.of(running),
                            () -> new ServerFigures(true, Optional.empty(), 0, Map.of(), RouterCounters.NONE),
                            () -> MessageCounts.NONE),
                    time);
            try (NoticeWatch watch =
                    new NoticeWatch(() -> List.of(running), webhooks::send, Duration.ofMillis(20), tasks, time)) {
                run.start();
                parts.alarmWatch().start();
                Places places = new Places(running, metrics, receiver);
                places.say(AlarmKind.DEADLINE_PASSED);
                places.say(AlarmKind.FOREVER);
                running.give(CommandKind.APPROVE, new Scope(Optional.of(new WaveName("all")), Optional.empty()));
                places.saySinceThenNothing(AlarmKind.DEADLINE_PASSED);
                await().until(() -> running.status().stage().equals("probation"));
                running.give(CommandKind.FINALIZE, Scope.MIGRATION);
                run.awaitEnd();
                places.say(AlarmKind.LEFTOVERS);
                source.uninstall();
                target.uninstall();
                places.saySinceThenNothing(AlarmKind.LEFTOVERS);
                assertThat(receiver.bodies())
                        .anyMatch(body -> body.contains("APPROVAL_WANTED") && body.contains("--wave all"))
                        .anyMatch(body -> body.contains("\"STAGE\"") && body.contains("probation"))
                        .noneMatch(body -> body.contains("account-"));
            } finally {
                run.stop();
            }
        }
    }

    /** Where alarms are told. */
    private record Places(Running running, MigrationMetrics metrics, Receiver receiver) {
        void say(AlarmKind kind) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(running.status().alarms()).extracting(Alarm::kind).contains(kind);
                assertThat(metrics.page()).contains(series(kind) + " 1.0");
                assertThat(messages("ALARM", kind)).isEqualTo(1);
                assertThat(entries(kind + ": ")).isEqualTo(1);
            });
        }

        void saySinceThenNothing(AlarmKind kind) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(running.status().alarms()).extracting(Alarm::kind).doesNotContain(kind);
                assertThat(metrics.page()).contains(series(kind) + " 0.0");
                assertThat(messages("ALARM_OVER", kind)).isEqualTo(1);
                assertThat(entries(kind + " of ")).isEqualTo(1);
            });
            assertThat(messages("ALARM", kind)).isEqualTo(1);
            assertThat(entries(kind + ": ")).isEqualTo(1);
        }

        private static String series(AlarmKind kind) {
            return "godwit_alarm{keyspace=\"notes\",kind=\"" + kind.name().toLowerCase(Locale.ROOT)
                    + "\",migration=\"notes-move\"}";
        }

        private long messages(String what, AlarmKind kind) {
            return receiver.bodies().stream()
                    .filter(body ->
                            body.contains("\"kind\":\"" + what + "\"") && body.contains("\"subject\":\"" + kind + "\""))
                    .count();
        }

        private long entries(String beginning) {
            return running.journal(1_000).stream()
                    .filter(entry -> entry.subject().equals(ControlStore.ALARM))
                    .filter(entry -> entry.message().startsWith(beginning))
                    .count();
        }
    }

    /** The migration as a server hosts it. */
    private record Running(EngineParts parts) implements MigrationControl, Measured {
        void give(CommandKind kind, Scope scope) {
            command(new Command(kind, scope, "", "test"));
        }

        @Override
        public MigrationStatus status() {
            return parts.reporter().status();
        }

        @Override
        public MoveFigures figures() {
            return parts.reporter().figures();
        }

        @Override
        public ApplicationLatency latency() {
            return parts.latency().get();
        }

        @Override
        public List<UnitView> units(UnitFilter filter, int limit) {
            return List.of();
        }

        @Override
        public String command(Command command) {
            return parts.commands().carryOut(command);
        }

        @Override
        public List<JournalEntry> journal(int limit) {
            return parts.control().journal(parts.plan().migration(), limit);
        }

        @Override
        public List<JournalEntry> journalAfter(long number, int limit) {
            return List.of();
        }
    }
}
