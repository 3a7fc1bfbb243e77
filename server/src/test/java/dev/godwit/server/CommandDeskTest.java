package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl.Command;
import dev.godwit.core.MigrationControl.CommandKind;
import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.MigrationName;
import dev.godwit.core.SystemTime;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.engine.access.LoggedCommand.Outcome;
import dev.godwit.server.access.CommandDesk;
import dev.godwit.server.access.Identity;
import dev.godwit.server.access.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gives a command, that it is written down, given once, and by two persons where the plan wants that. */
class CommandDeskTest {
    private static final MigrationName NOTES = new MigrationName("notes");
    private static final Identity ADA = new Identity("ada", EnumSet.of(Role.OPERATOR, Role.APPROVER), true);
    private static final Identity BOB = new Identity("bob", EnumSet.of(Role.APPROVER), true);
    private static final Identity VIEWER = new Identity("wall", EnumSet.of(Role.VIEWER), true);
    private static final Command FINALIZE =
            new Command(CommandKind.FINALIZE, Scope.MIGRATION, "all is well", "claimed");
    private static final Command PAUSE = new Command(CommandKind.PAUSE, Scope.MIGRATION, "", "claimed");
    private static final Set<CommandKind> ONE = Set.of();
    private static final Set<CommandKind> TWO = Set.of(CommandKind.FINALIZE);

    @TempDir
    Path folder;

    private final List<Command> carriedOut = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private AccessRecords records;
    private CommandDesk desk;

    @BeforeEach
    void open() {
        records = AccessRecords.open(EngineSettings.of("test", "jdbc:sqlite:" + folder.resolve("control-store.db")));
        desk = new CommandDesk(records, new SystemTime(), () -> "c" + numbers.incrementAndGet());
    }

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void a_command_is_given_by_whoever_the_token_names_and_is_in_the_log() {
        assertThat(take(ADA, PAUSE, ONE, Optional.empty())).isEqualTo("done PAUSE");

        assertThat(carriedOut).extracting(Command::actor).containsExactly("ada");
        LoggedCommand logged = desk.newest(10).getFirst();
        assertThat(logged.actor()).isEqualTo("ada");
        assertThat(logged.authenticated()).isTrue();
        assertThat(logged.outcome()).isEqualTo(Outcome.DONE);
        assertThat(logged.answer()).isEqualTo("done PAUSE");
        assertThat(logged.subject()).isEqualTo("migration");
    }

    @Test
    void without_tokens_the_name_that_is_claimed_stands_in_the_log_as_not_proved() {
        take(Identity.local("local"), PAUSE, ONE, Optional.empty());

        assertThat(carriedOut).extracting(Command::actor).containsExactly("claimed");
        assertThat(desk.newest(10).getFirst())
                .satisfies(logged -> assertThat(logged.actor()).isEqualTo("claimed"))
                .satisfies(logged -> assertThat(logged.authenticated()).isFalse());
    }

    @Test
    void what_somebody_may_not_do_is_not_done_and_is_in_the_log() {
        assertCode(() -> take(VIEWER, PAUSE, ONE, Optional.empty()), ErrorCode.NOT_ALLOWED);

        assertThat(carriedOut).isEmpty();
        assertThat(desk.newest(10)).extracting(LoggedCommand::outcome).containsExactly(Outcome.REFUSED);
        assertThat(desk.newest(10).getFirst().answer())
                .isEqualTo("NOT_ALLOWED: 'wall' is viewer, and this needs the role operator");
    }

    @Test
    void a_command_is_in_the_log_before_it_is_carried_out() {
        desk.take(ADA, NOTES, PAUSE, ONE, Optional.empty(), command -> {
            assertThat(desk.newest(10)).extracting(LoggedCommand::outcome).containsExactly(Outcome.BEGUN);
            return "done";
        });
    }

    @Test
    void the_same_command_under_one_key_is_carried_out_once_and_answered_twice() {
        assertThat(take(ADA, PAUSE, ONE, Optional.of("k1"))).isEqualTo("done PAUSE");
        assertThat(take(ADA, PAUSE, ONE, Optional.of("k1"))).isEqualTo("done PAUSE");
        assertThat(carriedOut).hasSize(1);

        assertThat(take(BOB_OPERATES, PAUSE, ONE, Optional.of("k1"))).isEqualTo("done PAUSE");
        assertThat(carriedOut).as("a key is the client's own").hasSize(2);
        assertCode(() -> take(ADA, FINALIZE, ONE, Optional.of("k1")), ErrorCode.IDEMPOTENCY_CONFLICT);
        assertThat(carriedOut).hasSize(2);
    }

    private static final Identity BOB_OPERATES = new Identity("bob", EnumSet.of(Role.OPERATOR), true);

    @Test
    void many_who_send_the_same_key_at_once_have_it_carried_out_once() throws Exception {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 8; caller++) {
                answers.add(callers.submit(() -> {
                    all.await();
                    return desk.take(ADA, NOTES, PAUSE, ONE, Optional.of("k"), command -> "n" + done.incrementAndGet());
                }));
            }
            all.countDown();
        }
        assertThat(done).hasValue(1);
        for (Future<String> answer : answers) {
            // Those who came while it was being carried out are told so.
            assertThat(answer.state() == Future.State.FAILED ? "n1" : answer.get())
                    .isEqualTo("n1");
        }
    }

    @Test
    void where_the_plan_wants_two_persons_the_second_lets_it_happen() {
        assertThat(take(ADA, FINALIZE, TWO, Optional.empty()))
                .isEqualTo("Another person has to agree: godwit approve --request c1.");
        assertThat(carriedOut).isEmpty();
        assertThat(desk.awaitingApproval(NOTES)).extracting(LoggedCommand::id).containsExactly("c1");

        assertCode(() -> approve(ADA, "c1"), ErrorCode.APPROVAL_MISSING);
        assertCode(() -> approve(VIEWER, "c1"), ErrorCode.NOT_ALLOWED);
        assertCode(() -> approve(BOB, "c9"), ErrorCode.REQUEST_NOT_FOUND);
        assertCode(() -> approve(Identity.local("bob"), "c1"), ErrorCode.APPROVAL_MISSING);
        MigrationName other = new MigrationName("other");
        assertCode(() -> desk.approve(BOB, other, "c1", this::carryOut), ErrorCode.REQUEST_NOT_FOUND);
        assertThat(carriedOut).isEmpty();

        assertThat(approve(BOB, "c1")).isEqualTo("done FINALIZE");
        assertThat(carriedOut)
                .containsExactly(new Command(CommandKind.FINALIZE, Scope.MIGRATION, "all is well", "ada and bob"));
        assertThat(desk.awaitingApproval(NOTES)).isEmpty();
        assertCode(() -> approve(BOB, "c1"), ErrorCode.REQUEST_NOT_FOUND);
        assertThat(desk.newest(1).getFirst().approver()).contains("bob");
    }

    @Test
    void to_agree_is_no_reason_for_a_command_that_has_none() {
        take(ADA, new Command(CommandKind.FINALIZE, Scope.MIGRATION, "", "ada"), TWO, Optional.empty());
        approve(BOB, "c1");
        assertThat(carriedOut).extracting(Command::reason).containsExactly("");
    }

    @Test
    void where_nobody_proves_who_they_are_there_are_no_two_persons() {
        assertCode(() -> take(Identity.local("local"), FINALIZE, TWO, Optional.empty()), ErrorCode.APPROVAL_MISSING);
        assertThat(carriedOut).isEmpty();
    }

    private String take(Identity identity, Command command, Set<CommandKind> twoPersons, Optional<String> key) {
        return desk.take(identity, NOTES, command, twoPersons, key, this::carryOut);
    }

    private String approve(Identity identity, String request) {
        return desk.approve(identity, NOTES, request, this::carryOut);
    }

    private String carryOut(Command command) {
        carriedOut.add(command);
        return "done " + command.kind();
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
