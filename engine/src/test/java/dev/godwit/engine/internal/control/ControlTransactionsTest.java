package dev.godwit.engine.internal.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.SystemTime;
import dev.godwit.engine.ControlPlace;
import dev.godwit.engine.EngineSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(ControlPlace.class)
class ControlTransactionsTest {
    private static final int CHANGES = 12;

    @Parameter
    ControlPlace place;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ControlTransactions transactions;

    @BeforeEach
    void open() {
        EngineSettings settings = place.settings(folder);
        ControlStores.open(settings, new SystemTime(), () -> {}).close();
        String url = settings.controlStoreUrl();
        transactions = new ControlTransactions(
                settings.controlStoreUser()
                        .map(user -> Jdbi.create(url, user, ""))
                        .orElseGet(() -> Jdbi.create(url)),
                handle -> true);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void changes_that_come_during_a_change_are_carried_out_together_and_fail_alone() throws Exception {
        CountDownLatch firstIsWriting = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        Future<Integer> first = threads.submit(() -> transactions.change(handle -> {
            firstIsWriting.countDown();
            await(othersWait);
            return note(handle, "first");
        }));
        firstIsWriting.await();
        List<Future<Integer>> others = new ArrayList<>();
        for (int number = 0; number < CHANGES; number++) {
            boolean fails = number % 3 == 0;
            String subject = (fails ? "fails " : "passes ") + number;
            others.add(threads.submit(() -> transactions.change(handle -> {
                int noted = note(handle, subject);
                if (fails) {
                    throw new GodwitException(ErrorCode.UNIT_NOT_FOUND, subject);
                }
                return noted;
            })));
        }
        awaitWaiting(CHANGES);
        othersWait.countDown();
        assertThat(first.get()).isOne();
        for (int number = 0; number < CHANGES; number++) {
            Future<Integer> other = others.get(number);
            if (number % 3 == 0) {
                assertThatThrownBy(other::get).hasRootCauseInstanceOf(GodwitException.class);
            } else {
                assertThat(other.get()).isOne();
            }
        }
        assertThat(subjects()).hasSize(1 + CHANGES * 2 / 3).noneMatch(subject -> subject.startsWith("fails"));
    }

    @Test
    void a_statement_that_the_database_refuses_undoes_its_change_alone() {
        assertThatThrownBy(() -> transactions.act(handle -> {
                    note(handle, "lost");
                    handle.execute("insert into no_such_table values (1)");
                }))
                .isInstanceOf(GodwitException.class)
                .extracting(failure -> ((GodwitException) failure).code())
                .isEqualTo(ErrorCode.CONTROL_STORE_FAILED);
        transactions.act(handle -> note(handle, "kept"));
        assertThat(subjects()).containsExactly("kept");
    }

    /** As SQLite does when it has no space left: those who were written with it hear why, too. */
    @Test
    void what_the_database_has_given_up_altogether_is_refused_with_the_reason_for_that() throws Exception {
        Together together = writeTogether(handle -> {
            handle.execute("rollback");
            return handle.execute("insert into no_such_table values (1)");
        });
        assertThatThrownBy(together.broken()::get).cause().hasMessageContaining("no_such_table");
        assertThatThrownBy(together.innocent()::get).cause().hasMessageContaining("no_such_table");
        assertThat(subjects()).containsExactly("first");
    }

    /** An error is no exception: it ends the transaction of all, and nobody may take that for a success. */
    @Test
    void an_error_in_one_change_is_a_failure_of_all_that_were_written_with_it() throws Exception {
        Together together = writeTogether(handle -> {
            throw new StackOverflowError("as the test wants it");
        });
        assertThatThrownBy(together.broken()::get).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(together.innocent()::get).isInstanceOf(ExecutionException.class);
        assertThat(subjects()).containsExactly("first");
    }

    /** Two changes of one transaction. */
    private record Together(Future<Integer> innocent, Future<Integer> broken) {}

    /** Two changes wait while a first one is written, which succeeds, and are carried out together then. */
    private Together writeTogether(Function<Handle, Integer> breaking) throws Exception {
        CountDownLatch firstIsWriting = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        Future<Integer> first = threads.submit(() -> transactions.change(handle -> {
            firstIsWriting.countDown();
            await(othersWait);
            return note(handle, "first");
        }));
        firstIsWriting.await();
        Future<Integer> innocent = threads.submit(() -> transactions.change(handle -> note(handle, "innocent")));
        awaitWaiting(1);
        Future<Integer> broken = threads.submit(() -> transactions.change(breaking));
        awaitWaiting(2);
        othersWait.countDown();
        assertThat(first.get()).isOne();
        return new Together(innocent, broken);
    }

    private void awaitWaiting(int changes) {
        Awaitility.await().until(() -> transactions.waiting() == changes);
    }

    private List<String> subjects() {
        return transactions.read(handle -> handle.createQuery("select subject from journal order by number")
                .mapTo(String.class)
                .list());
    }

    private static int note(Handle handle, String subject) {
        return handle.execute(
                "insert into journal (at, migration, subject, message) values ('now', 'none', ?, 'x')", subject);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
