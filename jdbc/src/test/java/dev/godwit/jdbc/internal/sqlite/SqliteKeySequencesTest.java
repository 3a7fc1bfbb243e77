package dev.godwit.jdbc.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.KeySequence;
import dev.godwit.core.KeySequences;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteKeySequencesTest {
    @TempDir
    Path folder;

    @Test
    void only_a_table_that_remembers_its_numbers_can_be_told_where_to_go_on() throws SQLException {
        try (SqliteFixture fixture = SqliteFixture.create(
                SqliteFixture.NOTES,
                "a",
                folder,
                "create table Remembering (id integer primary key autoincrement, creator text)",
                "create table plain (id integer primary key, creator text)",
                "create table texts (id text primary key, creator text)",
                "insert into plain values (7, 'ann')")) {
            KeySequences sequences = fixture.store.keySequences();
            Entity remembering = table("remembering");
            assertThat(sequences.read(remembering, "id").orElseThrow())
                    .isEqualTo(new KeySequence(
                            "remembering.id", OptionalLong.empty(), 1, 1, Long.MAX_VALUE, 1, false, true, true));
            assertThat(sequences.read(table("plain"), "id").orElseThrow())
                    .isEqualTo(new KeySequence(
                            "plain.id", OptionalLong.of(7), 8, 1, Long.MAX_VALUE, 1, false, true, false));
            assertThat(sequences.read(table("texts"), "id")).isEmpty();
            assertThat(sequences.greatestKey(table("plain"), "id")).hasValue(7);
            assertThat(sequences.greatestKey(remembering, "id")).isEmpty();

            assertThat(sequences.goOnBeyond(remembering, "id", 1000)).isTrue();
            assertThat(sequences.goOnBeyond(remembering, "id", 1000)).isFalse();
            assertThat(sequences.goOnBeyond(remembering, "id", 5)).isFalse();
            fixture.execute("insert into remembering (creator) values ('ann')");
            assertThat(sequences.greatestKey(remembering, "id")).hasValue(1001);
            assertThat(sequences.goOnBeyond(remembering, "id", 2000)).isTrue();
            fixture.execute("insert into remembering (id, creator) values (300, 'a row of the source')");
            assertThat(sequences.read(remembering, "id").orElseThrow().next()).isEqualTo(2001);
        }
    }

    private static Entity table(String name) {
        return Entity.of(new EntityName("thing"), name, "id", "creator");
    }
}
