package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static dev.godwit.jdbc.Notes.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Epoch;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Heir;
import dev.godwit.core.Refusal;
import dev.godwit.core.Role;
import dev.godwit.core.StoreName;
import dev.godwit.core.StoreRefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CloseWhatWasOpened.class)
class PostgresApplicationStoreTest {
    @Test
    void a_write_enters_works_and_commits() throws SQLException {
        Notes notes = Notes.homeOf(ANN);
        try (ApplicationStore<Connection> application = notes.application()) {
            try (Session<Connection> session = application.begin(TransactionOptions.WRITE)) {
                session.enter(Set.of(ANN, BOB));
                run(session.connection(), "insert into notes values (1, 'ann', 'hello')");
                session.commit();
            }
            try (Session<Connection> session = application.begin(TransactionOptions.READ)) {
                assertThat(number(session.connection(), "select count(*) from notes"))
                        .isEqualTo(1);
                assertThat(number(session.connection(), "select count(*) from " + application.homeTable(Notes.NOTE)))
                        .isEqualTo(1);
                assertThatThrownBy(() -> run(session.connection(), "delete from notes"))
                        .hasMessageContaining("read-only transaction");
            }
        }
    }

    @Test
    void what_was_not_committed_is_rolled_back_when_the_session_is_closed() throws SQLException {
        Notes notes = Notes.homeOf(ANN);
        try (ApplicationStore<Connection> application = notes.application()) {
            try (Session<Connection> session = application.begin(TransactionOptions.WRITE)) {
                run(session.connection(), "insert into notes values (1, 'ann', 'hello')");
            }
            try (Session<Connection> session = application.begin(TransactionOptions.READ)) {
                assertThat(number(session.connection(), "select count(*) from notes"))
                        .isZero();
            }
        }
    }

    @Test
    void a_store_says_why_it_refuses() {
        Notes notes = Notes.homeOf(ANN, BOB);
        notes.freeze(ANN);
        notes.freeze(BOB);
        notes.store().fences().change(new FenceChange.Demote(BOB, notes.epoch(BOB)));
        try (ApplicationStore<Connection> application = notes.application()) {
            try (Session<Connection> session = application.begin(TransactionOptions.WRITE)) {
                assertThatThrownBy(() -> session.enter(Set.of(ANN)))
                        .isInstanceOf(StoreRefusedException.class)
                        .extracting(failure -> ((StoreRefusedException) failure).refusal())
                        .isEqualTo(Refusal.FROZEN);
            }
            try (Session<Connection> session = application.begin(TransactionOptions.WRITE)) {
                assertThatThrownBy(() -> run(session.connection(), "insert into notes values (2, 'bob', 'hello')"))
                        .hasMessageContaining("GODWIT MOVED keyspace=notes unit=bob migration=notes-to-new")
                        .satisfies(failure -> assertThat(
                                        application.refusal(new IllegalStateException("wrapped", failure)))
                                .contains(Refusal.MOVED));
            }
            assertThat(application.refusal(new IllegalStateException("another")))
                    .isEmpty();
            assertThat(application.refusal(new SQLException("deadlock", "40P01")))
                    .contains(Refusal.CONFLICT);
            assertThat(application.refusal(new SQLException("serialization", "40001")))
                    .contains(Refusal.CONFLICT);
        }
    }

    @Test
    void a_standing_tells_whether_the_store_stayed_home() {
        Notes notes = Notes.installed(Role.HOME);
        try (ApplicationStore<Connection> application = notes.application()) {
            Standing byDefault = application.standing(ANN);
            assertThat(byDefault.role()).isEqualTo(Role.HOME);
            notes.store().fences().start(Notes.MIGRATION, Role.HOME, List.of(ANN));
            notes.freeze(ANN);
            Standing frozen = application.standing(ANN);
            assertThat(frozen.role()).isEqualTo(Role.FROZEN);
            assertThat(byDefault.stayedHomeUntil(frozen)).isTrue();
            notes.store().fences().change(new FenceChange.Demote(ANN, frozen.epoch()));
            notes.store()
                    .fences()
                    .change(new FenceChange.Restore(ANN, frozen.epoch().next()));
            assertThat(byDefault.stayedHomeUntil(application.standing(ANN))).isFalse();
            try (Session<Connection> session = application.begin(TransactionOptions.READ)) {
                assertThat(session.standing(ANN)).isEqualTo(application.standing(ANN));
                assertThat(session.unitsInFlight().units()).containsExactly(application.standing(ANN));
                assertThat(session.unitsInFlight().defaultEpoch())
                        .isEqualTo(notes.store().fences().readDefault().epoch());
            }
        }
    }

    @Test
    void no_unit_in_flight_is_an_empty_answer() {
        Notes notes = Notes.installed(Role.HOME);
        try (ApplicationStore<Connection> application = notes.application();
                Session<Connection> session = application.begin(TransactionOptions.READ)) {
            assertThat(session.unitsInFlight().units()).isEmpty();
        }
    }

    @Test
    void the_options_of_a_transaction_hold_whether_it_enters_first_or_not() throws SQLException {
        Notes notes = Notes.installed(Role.HOME);
        TransactionOptions options = new TransactionOptions(Isolation.SERIALIZABLE, false, 1_234);
        try (ApplicationStore<Connection> application = notes.application()) {
            try (Session<Connection> session = application.begin(options)) {
                assertThat(text(session.connection(), "show transaction_isolation"))
                        .isEqualTo("serializable");
                assertThat(text(session.connection(), "show statement_timeout")).isEqualTo("1234ms");
            }
            try (Session<Connection> session = application.begin(options)) {
                session.enter(Set.of(ANN));
                assertThat(text(session.connection(), "show transaction_isolation"))
                        .isEqualTo("serializable");
                session.commit();
            }
            try (Session<Connection> session = application.begin(TransactionOptions.WRITE)) {
                assertThat(text(session.connection(), "show transaction_isolation"))
                        .isEqualTo("read committed");
                assertThat(text(session.connection(), "show statement_timeout")).isEqualTo("0");
            }
        }
    }

    @Test
    void anybody_may_complete_exactly_the_promotion_that_was_begun() {
        Notes notes = Notes.mirrorOf(ANN);
        StoreName legacy = new StoreName("legacy");
        Heir heir = new Heir(legacy, new Epoch(3));
        notes.database().execute("create role router login");
        try (ApplicationStore<Connection> application = PostgresStores.openForApplication(
                notes.keyspace(), notes.database().address("new", "router"))) {
            assertThat(application.completePromotion(ANN, heir)).isFalse();
            notes.store().fences().change(new FenceChange.Seal(ANN, new Epoch(1), heir));
            assertThat(application.completePromotion(ANN, new Heir(legacy, new Epoch(2))))
                    .isFalse();
            assertThat(application.completePromotion(ANN, new Heir(new StoreName("other"), new Epoch(3))))
                    .isFalse();
            assertThat(application.completePromotion(ANN, heir)).isTrue();
            assertThat(application.completePromotion(ANN, heir)).isFalse();
            assertThat(application.standing(ANN).role()).isEqualTo(Role.HOME);
            assertThat(notes.fence(ANN).homeSince()).isEqualTo(new Epoch(3));
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
