package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Role;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.jdbc.PostgresStores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pitfall S1: a dump or a long report keeps dead marks from being cleaned up; reading must not wade through them. */
class MarksUnderOldSnapshotTest {
    private static final Pattern BLOCKS = Pattern.compile("Buffers: shared hit=(\\d+)");
    private static final UnitId ANN = UnitId.of("ann");
    private static final Keyspace KEYSPACE = new Keyspace(
            new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator")));

    @Test
    void reading_from_the_horizon_touches_few_blocks_however_many_dead_marks_there_are() throws SQLException {
        String url = TestPostgres.newDatabase();
        TestPostgres.execute(url, "create table notes (id bigint primary key, creator text)");
        try (Store store = PostgresStores.open(KEYSPACE, TestPostgres.address("legacy", url));
                Connection report = DriverManager.getConnection(url, "postgres", "")) {
            store.install(Role.HOME);
            store.fences().start(new MigrationName("move"), Role.HOME, List.of(ANN));
            Statements.run(report, List.of("begin isolation level repeatable read", "select from notes"));
            TestPostgres.execute(url, "insert into notes select i, 'ann' from generate_series(1, 20000) i");
            long horizon = drain(store);
            TestPostgres.execute(url, "vacuum godwit_notes.marks", "insert into notes values (0, 'ann')");
            assertThat(store.marks().read(ANN, horizon, 10).marks()).hasSize(1);
            assertThat(blocksOf(url, horizon)).isLessThan(20);
            assertThat(blocksOf(url, MarkBatch.FROM_THE_START)).isGreaterThan(100);
        }
    }

    private static long drain(Store store) {
        long horizon = MarkBatch.FROM_THE_START;
        while (true) {
            MarkBatch batch = store.marks().read(ANN, horizon, 5_000);
            store.marks().delete(batch.marks());
            if (batch.complete()) {
                horizon = batch.horizon();
            }
            if (batch.marks().isEmpty()) {
                return horizon;
            }
        }
    }

    private static int blocksOf(String url, long horizon) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
            String plan = String.join(
                    "\n",
                    Pipeline.query(
                            connection,
                            List.of("explain (analyze, buffers, costs off, timing off) "
                                    + MarkReading.statement(new KeyspaceSchema(KEYSPACE.name()))),
                            row -> row.getString(1),
                            ANN.value(),
                            Long.toString(horizon),
                            501L));
            Matcher blocks = BLOCKS.matcher(plan);
            assertThat(plan).contains("marks_unit_xid");
            assertThat(blocks.find()).isTrue();
            return Integer.parseInt(blocks.group(1));
        }
    }
}
