package dev.godwit.router;

import static dev.godwit.router.NoteUsers.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The router over real databases, while a unit's home changes to and fro by hand under readers, writers and counters. */
class RouterOnPostgresTest {
    private static final int CHANGES = 12;
    private static TwoDatabases databases;

    private final TimeSource time = new SystemTime();
    private final FakeControlPlane controlPlane = new FakeControlPlane(time, new StoreName("legacy"));

    @BeforeAll
    static void start() throws Exception {
        databases = TwoDatabases.shared();
    }

    @BeforeEach
    void empty() throws SQLException {
        databases.empty();
    }

    @Test
    void no_write_is_lost_and_no_read_is_stale_with_a_control_plane_and_without() throws Exception {
        databases.install();
        try (Router<Connection> router = connect();
                NoteUsers users = new NoteUsers(router)) {
            users.fill();
            MoveByHand move = move();
            move.start();
            users.start();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> router.statistics().leasedReads() > 0);
            int changed = changes(move);
            long operations = users.end();
            System.out.println(changed + " changes of home, " + operations + " operations, " + router.statistics());
            assertThat(changed).as("changes of home").isPositive();
            assertThat(router.statistics().strictReads()).isPositive();
        }
    }

    @Test
    void the_same_holds_for_transactions_that_the_application_ends_and_repeats_itself() throws Exception {
        databases.install();
        try (Router<Connection> router = connect()) {
            RepeatingAccess access = new RepeatingAccess(RoutedDataSource.over(router));
            try (NoteUsers users = new NoteUsers(router, access)) {
                users.fill();
                MoveByHand move = move();
                move.start();
                users.start();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> router.statistics().leasedReads() > 0);
                int changed = changes(move);
                long operations = users.end();
                System.out.println(changed + " changes of home, " + operations + " operations, " + access.repeats.sum()
                        + " of them repeated, " + router.statistics());
                assertThat(changed).as("changes of home").isPositive();
                assertThat(access.repeats.sum()).as("refused transactions").isPositive();
            }
        }
    }

    @Test
    void nobody_notices_that_fences_are_installed_and_removed() throws Exception {
        try (Router<Connection> router = connect();
                NoteUsers users = new NoteUsers(router)) {
            users.fill();
            users.start();
            for (int migration = 0; migration < 3 && !users.anyHasFailed(); migration++) {
                // The last one without a control plane.
                controlPlane.up = migration < 2;
                work(router);
                databases.legacy.install(Role.HOME);
                work(router);
                databases.target.install(Role.MOVED);
                work(router);
                MoveByHand move = move();
                move.start();
                move.changeHomeSurely();
                work(router);
                move.changeHomeSurely();
                move.giveUp();
                databases.target.uninstall();
                work(router);
                databases.legacy.uninstall();
            }
            work(router);
            System.out.println("installed and removed under " + users.end() + " operations, " + router.statistics());
        }
    }

    @Test
    void a_transaction_above_read_committed_that_began_before_the_installation_is_repeated() throws Exception {
        TransactionOptions options = new TransactionOptions(Isolation.REPEATABLE_READ, false, 0);
        List<String> attempts = new ArrayList<>();
        try (Router<Connection> router = connect()) {
            assertThat(router.awaitLease(Duration.ofSeconds(5))).isTrue();
            router.write(ANN, options, connection -> {
                execute(connection, "select 1");
                attempts.add("begun");
                if (attempts.size() == 1) {
                    databases.install();
                }
                execute(connection, "insert into notes values (1, 'ann', 1)");
                attempts.add("written");
                return connection;
            });
        }
        assertThat(attempts).startsWith("begun", "begun").endsWith("written");
    }

    /** Lets the users do something in the state that has been reached. */
    private static void work(Router<Connection> router) {
        RouterStatistics before = router.statistics();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            RouterStatistics now = router.statistics();
            return now.writes() >= before.writes() + 20
                    && now.scatters() >= before.scatters() + 5
                    && now.leasedReads() + now.strictReads() >= before.leasedReads() + before.strictReads() + 20;
        });
    }

    private int changes(MoveByHand move) throws InterruptedException {
        int changed = 0;
        for (int i = 0; i < CHANGES; i++) {
            controlPlane.up = i % 4 != 3;
            changed += move.changeHome() ? 1 : 0;
        }
        controlPlane.up = true;
        return changed;
    }

    private MoveByHand move() {
        return new MoveByHand(ANN, controlPlane, time, databases.legacy, databases.target);
    }

    private Router<Connection> connect() {
        RouterSettings settings = RouterSettings.defaults().withInitialHome(databases.legacy.name());
        return Router.connect(controlPlane, TwoDatabases.KEYSPACE.name(), databases.applications(), settings);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
