package dev.godwit.router;

import static dev.godwit.router.NoteUsers.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Epoch;
import dev.godwit.core.FenceChange;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Phase;
import dev.godwit.core.Placement;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** JDBC through the router, on real databases, while the home changes by hand. */
class RoutedDataSourceTest {
    private static final UnitId BOB = UnitId.of("bob");
    private static TwoDatabases databases;

    private final TimeSource time = new SystemTime();
    private final FakeControlPlane controlPlane = new FakeControlPlane(time, new StoreName("legacy"));
    private Router<Connection> router;
    private RoutedDataSource source;

    @BeforeAll
    static void start() throws Exception {
        databases = TwoDatabases.shared();
    }

    @BeforeEach
    void connect() throws Exception {
        databases.empty();
        databases.install();
        connect(Duration.ofSeconds(2));
    }

    private void connect(Duration holdLimit) throws InterruptedException {
        RouterSettings settings = RouterSettings.defaults()
                .withInitialHome(databases.legacy.name())
                .withHoldLimit(holdLimit);
        router = Router.connect(controlPlane, TwoDatabases.KEYSPACE.name(), databases.applications(), settings);
        source = RoutedDataSource.over(router);
        assertThat(router.awaitLease(Duration.ofSeconds(5))).isTrue();
    }

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void a_transaction_goes_to_the_home_of_the_bound_unit() throws Exception {
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = transaction()) {
            insert(connection, 1, "ann", 1);
            connection.commit();
        }
        moveAnn();
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = transaction()) {
            assertThat(version(connection, 1)).isEqualTo(1);
            assertThat(database(connection)).isEqualTo("target");
            insert(connection, 2, "ann", 1);
            connection.rollback();
            assertThat(count(connection)).isEqualTo(1);
        }
    }

    @Test
    void a_binding_in_a_virtual_thread_is_its_own() throws Exception {
        moveAnn();
        try (Units.Binding bob = Units.bind(BOB)) {
            Thread thread = Thread.ofVirtual()
                    .start(() -> Units.run(ANN, () -> assertThat(Units.bound()).containsExactly(ANN)));
            thread.join();
            assertThat(Units.bound()).containsExactly(BOB);
            assertThat(Units.<String, SQLException>call(ANN, () -> {
                        try (Connection connection = transaction()) {
                            return database(connection);
                        }
                    }))
                    .isEqualTo("target");
            Units.Binding inner = Units.bind(ANN);
            assertThatThrownBy(bob::close).isInstanceOf(IllegalStateException.class);
            inner.close();
        }
        assertThat(Units.bound()).isEmpty();
    }

    @Test
    void each_statement_in_autocommit_mode_is_a_transaction_in_the_home_and_outlives_a_move() throws Exception {
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into notes values (?, 'ann', ?)");
                PreparedStatement update = connection.prepareStatement("update notes set version = version + 1");
                PreparedStatement query = connection.prepareStatement("select sum(version) from notes")) {
            insert.setLong(1, 1);
            insert.setLong(2, 10);
            assertThat(insert.executeUpdate()).isEqualTo(1);
            assertThat(update.executeUpdate()).isEqualTo(1);
            MoveByHand move = moveAnn();
            assertThat(update.executeUpdate()).as("rows in the new home").isEqualTo(1);
            assertThat(single(query)).isEqualTo(12);
            insert.setLong(1, 2);
            assertThat(insert.executeUpdate()).as("the second parameter stays").isEqualTo(1);
            move.changeHomeSurely();
            connection.setReadOnly(true);
            assertThat(single(query)).isEqualTo(22);
        }
        assertThat(router.statistics().writes())
                .as("a query too, unless the connection is read-only")
                .isEqualTo(5);
        assertThat(router.statistics().leasedReads() + router.statistics().strictReads())
                .isEqualTo(1);
    }

    @Test
    void rows_can_be_read_while_other_statements_run_in_autocommit_mode() throws Exception {
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            insert(connection, 1, "ann", 1);
            insert(connection, 2, "ann", 2);
            statement.setFetchSize(1);
            try (ResultSet rows = statement.executeQuery("select id, version from notes order by id")) {
                while (rows.next()) {
                    assertThat(rows.getStatement()).isSameAs(statement);
                    assertThat(version(connection, rows.getLong(1))).isEqualTo(rows.getLong(2));
                }
            }
            assertThat(statement.getConnection()).isSameAs(connection);
        }
    }

    @Test
    void a_leased_read_is_refused_as_soon_as_the_placement_changes_and_before_another_row_is_given() throws Exception {
        fill(3);
        try (Units.Binding ann = Units.bind(ANN);
                TransactionWatch watch = TransactionWatch.open();
                Connection connection = transaction()) {
            connection.setReadOnly(true);
            Statement statement = connection.createStatement();
            statement.setFetchSize(1);
            ResultSet rows = statement.executeQuery("select id from notes order by id");
            assertThat(rows.next()).isTrue();
            publish(Phase.COPYING);

            assertRefused(rows::next);
            assertThat(watch.refused()).isTrue();
            assertRefused(() -> version(connection, 1));
            assertRefused(connection::commit);
            assertThat(version(connection, 1)).as("another transaction").isEqualTo(1);
            connection.commit();
            assertThat(watch.committed()).isFalse();
        }
    }

    @Test
    void a_strict_read_is_refused_by_commit_roll_back_or_close_when_the_home_has_changed() throws Exception {
        fill(1);
        controlPlane.up = false;
        MoveByHand move = move();
        time.sleep(FakeControlPlane.LEASE);
        ReadOnlyEnd[] ends = {Connection::commit, Connection::rollback, Connection::close};
        for (ReadOnlyEnd end : ends) {
            try (Units.Binding ann = Units.bind(ANN);
                    TransactionWatch watch = TransactionWatch.open();
                    Connection connection = transaction()) {
                connection.setReadOnly(true);
                assertThat(version(connection, 1)).isEqualTo(1);
                move.changeHomeSurely();
                assertRefused(() -> end.on(connection));
                assertThat(watch.refused()).isTrue();
            }
        }
        assertThat(router.statistics().leasedReads() + router.statistics().strictReads())
                .isZero();
    }

    /** How a transaction ends. */
    private interface ReadOnlyEnd {
        void on(Connection connection) throws SQLException;
    }

    @Test
    void a_write_transaction_that_a_freeze_overtakes_is_refused_and_a_new_one_waits() throws Exception {
        fill(1);
        move();
        try (Units.Binding ann = Units.bind(ANN);
                TransactionWatch watch = TransactionWatch.open();
                Connection connection = transaction()) {
            insert(connection, 2, "ann", 1);
            freeze(Duration.ofMillis(250));
            assertThat(version(connection, 1)).as("it is still home").isEqualTo(1);
            assertRefused(() -> insert(connection, 3, "ann", 1));
            assertThat(watch.refused()).isTrue();
            connection.rollback();
            assertThat(watch.committed()).isFalse();

            insert(connection, 3, "ann", 1);
            connection.commit();
            assertThat(watch.committed()).isTrue();
        }
        assertThat(router.statistics().heldWrites()).isEqualTo(1);
    }

    @Test
    void a_home_that_does_not_come_within_the_hold_limit_is_a_refusal_that_may_be_repeated() throws Exception {
        router.close();
        connect(Duration.ofMillis(20));
        move();
        freeze(Duration.ofSeconds(30));
        try (Units.Binding ann = Units.bind(ANN);
                TransactionWatch watch = TransactionWatch.open();
                Connection connection = transaction()) {
            assertRefused(() -> insert(connection, 1, "ann", 1));
            assertThat(watch.refused()).isTrue();
            thaw();
            insert(connection, 1, "ann", 1);
            connection.commit();
        }
    }

    @Test
    void another_unit_joins_an_open_transaction_only_if_it_has_the_same_home() throws Exception {
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = transaction()) {
            insert(connection, 1, "ann", 1);
            try (Units.Binding bob = Units.bind(BOB)) {
                insert(connection, 2, "bob", 1);
            }
            connection.commit();
        }
        moveAnn();
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = transaction()) {
            insert(connection, 3, "ann", 1);
            try (Units.Binding bob = Units.bind(BOB)) {
                assertThatThrownBy(() -> insert(connection, 4, "bob", 1)).isInstanceOf(UnitsApartException.class);
            }
            connection.commit();
        }
        try (Units.Binding both = Units.bind(Set.of(ANN, BOB));
                Connection connection = transaction()) {
            assertThatThrownBy(() -> count(connection)).isInstanceOf(UnitsApartException.class);
        }
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = transaction()) {
            assertThatThrownBy(() -> insert(connection, 4, "bob", 1))
                    .as("behind the router's back")
                    .isInstanceOf(UnitsApartException.class);
        }
    }

    @Test
    void nothing_bound_is_refused_or_goes_to_the_store_that_was_named() throws Exception {
        try (Connection connection = transaction()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThatThrownBy(() -> count(connection)).isInstanceOf(GodwitException.class);
        }
        moveAnn();
        RoutedDataSource named = source.withoutUnitIn(databases.legacy.name());
        try (Connection connection = named.getConnection()) {
            assertThat(database(connection)).isEqualTo("legacy");
            assertThatThrownBy(() -> insert(connection, 1, "ann", 1))
                    .as("the fence")
                    .hasMessageContaining("GODWIT MOVED");
            connection.setAutoCommit(false);
            assertThat(database(connection)).isEqualTo("legacy");
            try (Units.Binding bob = Units.bind(BOB)) {
                assertThatThrownBy(() -> count(connection)).isInstanceOf(GodwitException.class);
            }
        }
    }

    @Test
    void options_belong_to_a_transaction() throws Exception {
        fill(1);
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = transaction()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(setting(connection, "transaction_isolation")).isEqualTo("repeatable read");
            assertThatThrownBy(() -> insert(connection, 2, "ann", 1)).hasMessageContaining("read-only");
            assertThatThrownBy(() -> connection.setReadOnly(false)).isInstanceOf(SQLException.class);
            connection.rollback();
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            assertThat(setting(connection, "transaction_isolation")).isEqualTo("serializable");
            insert(connection, 2, "ann", 1);
            connection.setAutoCommit(true);
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThat(count(connection)).isEqualTo(2);
        }
    }

    @Test
    void a_transaction_that_nobody_commits_is_rolled_back() throws Exception {
        try (Units.Binding ann = Units.bind(ANN)) {
            Connection connection = transaction();
            insert(connection, 1, "ann", 1);
            connection.close();
            assertThat(connection.isClosed()).isTrue();
            assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
            try (Connection other = transaction()) {
                assertThat(count(other)).isZero();
            }
        }
    }

    @Test
    void batches_keys_savepoints_and_arrays_work_as_usual() throws Exception {
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = transaction();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into notes (id, creator, version) values (?, ?, 1)", new String[] {"id"})) {
            for (int id = 1; id <= 2; id++) {
                insert.setLong(1, id);
                insert.setString(2, "ann");
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1);
            Savepoint savepoint = connection.setSavepoint();
            insert.setLong(1, 3);
            assertThat(insert.executeUpdate()).isEqualTo(1);
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getLong(1)).isEqualTo(3);
            }
            connection.rollback(savepoint);
            try (PreparedStatement some =
                    connection.prepareStatement("select count(*) from notes where id = any (?)")) {
                some.setArray(1, connection.createArrayOf("bigint", new Long[] {1L, 2L, 3L}));
                assertThat(some.getMetaData().getColumnCount()).isEqualTo(1);
                assertThat(single(some)).isEqualTo(2);
            }
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.execute("update notes set version = 2")).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(2);
                assertThat(statement.getMaxRows()).isZero();
            }
            connection.commit();
            assertThat(count(connection)).isEqualTo(2);
        }
    }

    @Test
    void the_real_connection_can_be_had_inside_a_transaction_only() throws Exception {
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = source.getConnection()) {
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThatThrownBy(() -> connection.unwrap(PGConnection.class)).isInstanceOf(SQLException.class);
            connection.setAutoCommit(false);
            assertThat(connection.unwrap(PGConnection.class)).isNotNull();
            connection.rollback();
        }
        assertThat(source.unwrap(RoutedDataSource.class)).isSameAs(source);
        assertThatThrownBy(() -> source.getConnection("user", "password")).isInstanceOf(SQLException.class);
    }

    private MoveByHand move() throws InterruptedException {
        MoveByHand move = new MoveByHand(ANN, controlPlane, time, databases.legacy, databases.target);
        move.start();
        return move;
    }

    private MoveByHand moveAnn() throws InterruptedException {
        MoveByHand move = move();
        move.changeHomeSurely();
        return move;
    }

    private void publish(Phase phase) throws InterruptedException {
        long revision = controlPlane.publish(new Placement(
                ANN, databases.legacy.name(), Optional.of(databases.target.name()), phase, new Epoch(1), 0));
        while (router.statistics().revision() < revision) {
            time.sleep(Duration.ofMillis(1));
        }
    }

    private static void freeze(Duration pause) {
        Store home = databases.legacy;
        assertThat(home.fences()
                        .change(new FenceChange.Freeze(
                                ANN, home.fences().read(ANN).orElseThrow().epoch(), pause)))
                .isTrue();
    }

    private static void thaw() {
        Store home = databases.legacy;
        assertThat(home.fences()
                        .change(new FenceChange.Thaw(
                                ANN, home.fences().read(ANN).orElseThrow().epoch())))
                .isTrue();
    }

    private void fill(int notes) throws SQLException {
        try (Units.Binding ann = Units.bind(ANN);
                Connection connection = source.getConnection()) {
            for (int note = 1; note <= notes; note++) {
                insert(connection, note, "ann", 1);
            }
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void insert(Connection connection, long id, String creator, long version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into notes values (?, ?, ?)")) {
            statement.setLong(1, id);
            statement.setString(2, creator);
            statement.setLong(3, version);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static long version(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select version from notes where id = ?")) {
            statement.setLong(1, id);
            return single(statement);
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from notes")) {
            return single(statement);
        }
    }

    private static long single(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static String database(Connection connection) throws SQLException {
        return text(connection, "select current_database()");
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return text(connection, "select current_setting('" + name + "')");
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SQLTransactionRollbackException.class)
                .isInstanceOfSatisfying(
                        RefusedSqlException.class,
                        e -> assertThat(e.getSQLState()).isEqualTo("40001"));
    }
}
