package dev.godwit.jdbc.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MarkBatch;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.SettableTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMarksTest {
    private static final UnitId ANN = UnitId.of("ann");
    private static final String STORED = "select count(*) from " + new StoreObjects(SqliteFixture.NOTES.name()).marks();

    @TempDir
    Path folder;

    @Test
    void drained_marks_stay_in_the_file_while_an_application_holds_it_and_are_not_read_again() throws SQLException {
        SettableTime time = new SettableTime();
        try (SqliteFixture fixture = SqliteFixture.create(
                SqliteFixture.NOTES, "a", folder, "create table notes (id integer primary key, creator text)")) {
            fixture.store.install(Role.HOME);
            fixture.atHome("ann");
            fixture.execute("insert into notes values (1, 'ann')");
            StoreAddress address = new StoreAddress(
                    fixture.store.name(), "jdbc:sqlite:" + fixture.file, Optional.empty(), Optional.empty(), 2);
            try (Store store =
                    new SqliteStore(address.name(), SqliteFixture.NOTES, SqliteConnections.forControl(address), time)) {
                store.marks().delete(read(store).marks());
                time.advance(Duration.ofSeconds(2));
                try (Connection application = fixture.connect();
                        Statement statement = application.createStatement()) {
                    statement.execute("begin immediate");
                    assertThat(read(store).marks()).isEmpty();
                    assertThat(fixture.query(STORED)).containsExactly("1");
                    statement.execute("rollback");
                }
                time.advance(Duration.ofSeconds(2));
                assertThat(read(store).marks()).isEmpty();
                assertThat(fixture.query(STORED)).containsExactly("0");
            }
        }
    }

    private static MarkBatch read(Store store) {
        return store.marks().read(ANN, MarkBatch.FROM_THE_START, 10);
    }
}
