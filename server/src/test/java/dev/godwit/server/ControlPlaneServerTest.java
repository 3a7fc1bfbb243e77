package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.client.ControlPlaneConnection;
import dev.godwit.client.HttpControlPlane;
import dev.godwit.client.HttpMigrationControl;
import dev.godwit.client.HttpMigrationControls;
import dev.godwit.client.wire.Bodies;
import dev.godwit.client.wire.Paths;
import dev.godwit.core.ControlPlane.Capability;
import dev.godwit.core.ControlPlane.Registration;
import dev.godwit.core.ControlPlane.Renewal;
import dev.godwit.core.ControlPlane.RenewalRequest;
import dev.godwit.core.ControlPlane.RouterHello;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Phase;
import dev.godwit.core.ProblemsException;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.server.runbook.Runbook;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlPlaneServerTest {
    private static final KeyspaceName NOTES = new KeyspaceName("notes");
    private static final MigrationName FIRST = new MigrationName("notes-to-postgres");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeControlPlane controlPlane = new FakeControlPlane();
    private final FakeMigrationControl control = new FakeMigrationControl();
    private final Map<MigrationName, MigrationControl> running = new LinkedHashMap<>(Map.of(FIRST, control));
    private final NamedControls controls = Overviews.of(running);
    private final FakePlanDesk desk = new FakePlanDesk();
    private final TestServer server = TestServer.of(controlPlane, controls, desk);
    private final ControlPlaneConnection connection = ControlPlaneConnection.to(server.url());
    private final HttpControlPlane remote = new HttpControlPlane(connection);
    private final HttpMigrationControl remoteControl = new HttpMigrationControl(connection);

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    /** Where the end waits for a confirmation of the beginning, nearly each of them takes 40 ms, on any machine. */
    @Test
    void the_end_of_a_long_answer_does_not_wait_for_its_beginning_to_be_confirmed() {
        long[] nanos = new long[32];
        for (int i = 0; i < nanos.length; i++) {
            long begun = System.nanoTime();
            assertThat(connection.getText(Paths.METRICS)).isEqualTo(TestServer.METRICS);
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        assertThat(Duration.ofNanos(nanos[nanos.length / 4])).isLessThan(Duration.ofMillis(35));
    }

    @Test
    void a_router_registers_and_is_told_all_placements() {
        RouterHello hello = new RouterHello(NOTES, "host/1 ü", "0.1", List.of(Capability.MOVE));

        Registration answer = remote.register(hello);

        assertThat(controlPlane.calls).containsExactly(hello);
        assertThat(answer)
                .isEqualTo(new Registration(
                        FakeControlPlane.LEGACY,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(300),
                        1,
                        List.of(FakeControlPlane.placement("a", 1))));
    }

    @Test
    void a_renewal_without_news_answers_after_the_patience() {
        RenewalRequest request = new RenewalRequest(NOTES, "host/1 ü", 1, Duration.ofMillis(20));

        assertThat(remote.renew(request)).isEqualTo(new Renewal(true, Optional.of(FakeControlPlane.NEW), 1, List.of()));
        assertThat(controlPlane.calls).containsExactly(request);
    }

    @Test
    void a_renewal_that_waits_is_woken_by_news_within_milliseconds() throws Exception {
        remote.placement(NOTES, UnitId.of("warm-up"));
        CompletableFuture<Renewal> waiting = CompletableFuture.supplyAsync(() -> renewSlowly("r"));
        controlPlane.polling.await();

        long start = System.nanoTime();
        controlPlane.publish();
        Renewal renewal = waiting.get(10, TimeUnit.SECONDS);
        Duration late = Duration.ofNanos(System.nanoTime() - start);

        assertThat(renewal.changes()).containsExactly(FakeControlPlane.placement("a", 2));
        assertThat(late).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_router_that_leaves_is_named_and_a_placement_is_read_whatever_the_unit_is_called() {
        remote.leave(new KeyspaceName("notes"), "host/1 ü?#");
        String unit = "a/b%2F c;d=e ü.. ?#&+";

        assertThat(remote.placement(NOTES, UnitId.of(unit))).isEqualTo(FakeControlPlane.placement(unit, 1));
        assertThat(controlPlane.calls).containsExactly("host/1 ü?#", UnitId.of(unit));
    }

    @Test
    void an_operator_sees_everything() {
        UnitFilter filter = new UnitFilter(
                Optional.of(Phase.PROBATION), Optional.of(new WaveName("first")), Optional.of(UnitId.of("a&b=ü")));

        assertThat(remoteControl.status()).isEqualTo(FakeMigrationControl.STATUS);
        assertThat(remoteControl.latency()).isEqualTo(FakeMigrationControl.LATENCY);
        assertThat(remoteControl.units(filter, 3)).containsExactly(FakeMigrationControl.UNIT);
        assertThat(remoteControl.units(UnitFilter.ALL, 4)).containsExactly(FakeMigrationControl.UNIT);
        assertThat(remoteControl.journal(5)).containsExactly(FakeMigrationControl.ENTRY);
        assertThat(control.calls).containsExactly(filter, 3, UnitFilter.ALL, 4, 5);
    }

    @Test
    void units_are_asked_for_by_text_and_page_and_the_journal_from_a_number() {
        UnitFilter filter = new UnitFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), "ü &", Optional.of(UnitId.of("a=b")));

        remoteControl.units(filter, 3);
        assertThat(remoteControl.journalAfter(17, 5)).containsExactly(FakeMigrationControl.ENTRY);
        assertThat(control.calls).containsExactly(filter, 3, 17L, 5);
    }

    @Test
    void a_plan_is_sent_looked_at_started_and_read_again() {
        String yaml = "keyspace: nötes\n";

        Runbook runbook = connection.postYaml(Paths.INSPECTIONS, yaml, Runbook.class);

        assertThat(runbook).isEqualTo(desk.runbook(FakePlanDesk.STARTED));
        assertThat(connection
                        .postYaml(Paths.MIGRATIONS, yaml, Bodies.Started.class)
                        .migration())
                .isEqualTo(FakePlanDesk.STARTED);
        assertThat(desk.sent).containsExactly(yaml, yaml);
        String path = Paths.migration("notes-to-postgres");
        assertThat(connection.getText(path + Paths.PLAN)).isEqualTo("migration: notes-to-postgres\n");
        assertThat(connection.get(path + Paths.RUNBOOK, Runbook.class)).isEqualTo(runbook);
    }

    @Test
    void everything_that_is_wrong_with_a_plan_comes_back() {
        assertThatThrownBy(() -> connection.postYaml(Paths.MIGRATIONS, "wrong", Bodies.Started.class))
                .isInstanceOfSatisfying(
                        ProblemsException.class,
                        refused -> assertThat(refused.problems()).isEqualTo(FakePlanDesk.PROBLEMS));
    }

    @Test
    void a_command_arrives_as_it_was_given() {
        Command pause = new Command(
                CommandKind.PAUSE,
                new Scope(Optional.of(new WaveName("first")), Optional.of(UnitId.of("a"))),
                "why",
                "me");

        assertThat(remoteControl.command(pause)).isEqualTo("will PAUSE");
        assertThat(control.calls).containsExactly(pause);
    }

    @Test
    void one_of_several_migrations_has_to_be_named() {
        FakeMigrationControl another = new FakeMigrationControl();
        MigrationName name = new MigrationName("new-to-second");
        running.put(name, another);
        HttpMigrationControls remotes = new HttpMigrationControls(connection);
        Command pause = new Command(CommandKind.PAUSE, Scope.MIGRATION, "why", "me");

        assertThat(remotes.names()).containsExactly(FIRST, name);
        MigrationControl named = remotes.control(Optional.of(name));
        named.command(pause);
        named.units(UnitFilter.ALL, 3);
        named.journal(4);
        assertThat(another.calls).containsExactly(pause, UnitFilter.ALL, 3, 4);
        assertThat(named.status()).isEqualTo(FakeMigrationControl.STATUS);
        assertThat(control.calls).isEmpty();
        String both = "notes-to-postgres, new-to-second";
        assertCode(remoteControl::status, ErrorCode.INVALID_REQUEST, both);
        assertCode(() -> remoteControl.command(pause), ErrorCode.INVALID_REQUEST, both);
        MigrationControl unknown = remotes.control(Optional.of(new MigrationName("new-to-third")));
        assertCode(unknown::status, ErrorCode.MIGRATION_NOT_FOUND, both);
        running.clear();
        assertThat(remotes.names()).isEmpty();
        assertCode(remoteControl::status, ErrorCode.MIGRATION_NOT_FOUND, "no migration runs here");
    }

    @Test
    void a_refusal_comes_back_with_its_code_and_words() {
        Command command = new Command(CommandKind.FINALIZE, Scope.MIGRATION, "", "me");

        assertCode(() -> remoteControl.command(command), ErrorCode.APPROVAL_MISSING, "wave first waits");
    }

    @Test
    void a_bug_in_the_server_shows_nothing_of_its_inside() {
        control.failure = new IllegalStateException("secret inside");
        Command command = new Command(CommandKind.FINALIZE, Scope.MIGRATION, "", "me");

        assertThatThrownBy(() -> remoteControl.command(command))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                .hasMessageNotContaining("secret");
    }

    @Test
    void stopping_answers_those_who_wait_at_once() throws Exception {
        CompletableFuture<Renewal> waiting = CompletableFuture.supplyAsync(() -> renewSlowly("r"));
        controlPlane.polling.await();

        long start = System.nanoTime();
        server.close();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTROL_PLANE_UNREACHABLE));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertCode(remoteControl::status, ErrorCode.CONTROL_PLANE_UNREACHABLE, "");
    }

    @Test
    void a_port_that_is_taken_is_a_clear_error() {
        assertCode(
                server::startAgainOnTheSamePort,
                ErrorCode.PORT_IN_USE,
                Integer.toString(server.url().getPort()));
    }

    @Test
    void it_listens_on_loopback_only() {
        assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
    }

    private Renewal renewSlowly(String router) {
        return remote.renew(new RenewalRequest(NOTES, router, 1, LONG));
    }

    private static void assertCode(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code, String named) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(named);
    }
}
