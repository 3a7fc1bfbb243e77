package dev.godwit.examples.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.checkers.CheckResult;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every example passes: its bank works as it always has, from before anything of Godwit is installed, while all
 * accounts move from one database to the other, roll back and move again. Not an error reaches a customer.
 */
public abstract class BankSuite {
    private static final long SOME = 100;

    private final TimeSource time = new SystemTime();

    /**
     * Starts the bank as its framework wants it.
     *
     * @param folder where the control plane writes its address, later
     */
    protected abstract RunningBank start(Databases databases, Path folder);

    @Test
    void customers_do_not_notice_that_their_accounts_move_and_roll_back(@TempDir Path folder) throws Exception {
        try (Databases databases = new Databases();
                RunningBank running = start(databases, folder);
                Customers customers = new Customers(running.bank(), time)) {
            Bank bank = running.bank();
            customers.open();
            worksAsUsual(bank);
            customers.start();
            someMore(customers);
            try (Move move = Move.start(databases, folder)) {
                move.awaitMoved();
                someMore(customers);
                move.rollBack();
                someMore(customers);
                move.moveAgain();
                someMore(customers);
                customers.end();
                System.out.println(customers.writes + " writes, " + customers.reads + " reads, cutovers "
                        + move.status().cutovers() + ", roll-backs "
                        + move.status().rollbacks());
                assertThat(customers.errors)
                        .as("errors that reached a customer")
                        .isEmpty();
                assertThat(customers.wrong).as("wrong answers").isEmpty();
                worksAsUsual(bank);
                move.awaitMirrored();
                assertThat(databases.check(Customers.TOTAL, Customers.OWNERS, time))
                        .allMatch(CheckResult::clean)
                        .allMatch(result -> result.checked() > 0);
            }
        }
    }

    /** Nobody else is there meanwhile. */
    private static void worksAsUsual(Bank bank) {
        String owner = Customers.name(0);
        List<Pot> before = bank.list(owner);
        Pot first = before.getFirst();
        assertThatThrownBy(() -> bank.failAfterWriting(owner, first.id()))
                .isInstanceOf(Teller.ChangedMindException.class);
        assertThat(bank.list(owner)).isEqualTo(before);
        assertThat(bank.look(owner, first.id())).isEqualTo(first);
        assertThat(bank.total(owner)).isEqualTo(Customers.TOTAL);
        assertThatThrownBy(() -> bank.look(owner, -1)).isInstanceOf(IllegalStateException.class);
    }

    /** Lets the customers do something in the state that was reached. */
    private static void someMore(Customers customers) {
        long reads = customers.reads.sum() + SOME;
        long writes = customers.writes.sum() + SOME;
        await().atMost(Duration.ofSeconds(60))
                .failFast(() -> assertThat(customers.errors).isEmpty())
                .until(() -> customers.reads.sum() > reads && customers.writes.sum() > writes);
    }
}
