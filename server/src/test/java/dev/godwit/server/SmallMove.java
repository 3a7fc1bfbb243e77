package dev.godwit.server;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.MigrationName;
import dev.godwit.core.Plan;
import dev.godwit.core.Plan.Accept;
import dev.godwit.core.Plan.Cutover;
import dev.godwit.core.Plan.Mismatch;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.Store;
import dev.godwit.core.StoreName;
import dev.godwit.core.WaveName;
import dev.godwit.jdbc.SqlStores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two accounts between two SQLite files, with a wave that waits for its approval and a deadline that is long over. */
record SmallMove(Path folder) {
    Plan plan() {
        Keyspace keyspace = new Keyspace(
                new KeyspaceName("notes"), List.of(Entity.of(new EntityName("note"), "notes", "id", "creator")));
        return new Plan(
                keyspace,
                new MigrationName("notes-move"),
                Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
                List.of(address("legacy"), address("new")),
                new StoreName("legacy"),
                new StoreName("new"),
                List.of(new Wave(new WaveName("all"), new Selection.All(), true)),
                new Cutover(Duration.ofMillis(250), false),
                Mismatch.STOP,
                Duration.ZERO,
                Duration.ZERO,
                new Accept(Set.of(), Set.of(), false));
    }

    /** Makes the tables, and rows in one of them. */
    void fill() throws SQLException {
        for (String name : List.of("legacy", "new")) {
            try (Connection connection =
                            DriverManager.getConnection(address(name).url());
                    Statement statement = connection.createStatement()) {
                statement.execute("pragma journal_mode = wal");
                statement.execute(
                        "create table notes (id bigint not null primary key, creator text not null, content text)");
                statement.execute("create index notes_creator on notes (creator, id)");
                if (name.equals("legacy")) {
                    statement.execute("insert into notes values (1, 'account-1', 'a'), (2, 'account-2', 'b')");
                }
            }
        }
    }

    Store open(String name) {
        return SqlStores.open(plan().keyspace(), plan().address(new StoreName(name)));
    }

    private StoreAddress address(String name) {
        return new StoreAddress(
                new StoreName(name),
                "jdbc:sqlite:" + folder.resolve(name + ".db"),
                Optional.empty(),
                Optional.empty(),
                4);
    }
}
