package dev.godwit.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.KeySequence;
import dev.godwit.core.KeySequences;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeySequencesTest {
    private static final Entity ODD = table("Odd Table");

    @Test
    void identity_serial_and_named_sequences_are_read_as_they_are() throws SQLException {
        try (RowsFixture fixture = RowsFixture.bare(
                "a",
                "create table \"Odd Table\" (id smallint generated always as identity (start 5 cache 10) primary key)",
                "insert into \"Odd Table\" default values",
                "create table serials (id serial primary key)",
                "create sequence shared increment 2 maxvalue 1000 cycle",
                "create table named (id bigint primary key default nextval('shared'))",
                "create table texts (id text primary key default 'x' || nextval('shared'))",
                "create table plain (id bigint primary key)")) {
            KeySequences sequences = fixture.store.keySequences();
            assertThat(sequences.read(ODD, "id"))
                    .contains(new KeySequence(
                            "public.\"Odd Table_id_seq\"",
                            OptionalLong.of(14),
                            15,
                            1,
                            Short.MAX_VALUE,
                            10,
                            false,
                            false,
                            true));
            assertThat(sequences.read(table("serials"), "id"))
                    .contains(new KeySequence(
                            "public.serials_id_seq",
                            OptionalLong.empty(),
                            1,
                            1,
                            Integer.MAX_VALUE,
                            1,
                            false,
                            false,
                            true));
            assertThat(sequences.read(table("named"), "id"))
                    .contains(new KeySequence("public.shared", OptionalLong.empty(), 1, 2, 1000, 1, true, false, true));
            assertThat(sequences.read(table("texts"), "id").orElseThrow().limit())
                    .isZero();
            assertThat(sequences.read(table("plain"), "id")).isEmpty();
            assertThat(sequences.read(table("missing"), "id")).isEmpty();
            assertThat(sequences.greatestKey(ODD, "id")).hasValue(5);
            assertThat(sequences.greatestKey(table("plain"), "id")).isEmpty();
        }
    }

    @Test
    void a_sequence_goes_on_above_and_is_never_set_back() throws SQLException {
        try (RowsFixture fixture = RowsFixture.bare("a", "create table serials (id serial primary key)")) {
            KeySequences sequences = fixture.store.keySequences();
            Entity table = table("serials");
            assertThat(sequences.goOnBeyond(table, "id", 0)).isFalse();
            assertThat(sequences.goOnBeyond(table, "id", 100)).isTrue();
            assertThat(sequences.goOnBeyond(table, "id", 100)).isFalse();
            assertThat(fixture.query("select nextval('serials_id_seq')")).containsExactly("101");
            assertThat(sequences.goOnBeyond(table, "id", 100)).isFalse();
            assertThat(sequences.goOnBeyond(table, "id", 50)).isFalse();
            assertThat(sequences.goOnBeyond(table, "id", 101)).isFalse();
            assertThat(fixture.query("select nextval('serials_id_seq')")).containsExactly("102");
        }
    }

    private static Entity table(String name) {
        return Entity.of(new EntityName("thing"), name, "id", "id");
    }
}
