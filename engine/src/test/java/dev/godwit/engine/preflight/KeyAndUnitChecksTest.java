package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Plan;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.UnitId;
import dev.godwit.core.UnitRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAndUnitChecksTest {
    @Test
    void the_primary_key_must_be_the_key_of_the_plan() {
        assertThat(Judge.targetTable(table -> table.primaryKey = List.of()))
                .contains("KEY_MISSING new: notes: there is no primary key; the plan's key is id");
        assertThat(Judge.sourceTable(table -> table.primaryKey = List.of("creator", "id")))
                .contains("KEY_MISSING legacy: notes: the primary key is (creator, id); the plan's key is id");
    }

    @Test
    void key_and_unit_columns_must_exist() {
        assertThat(Judge.bothTables(table -> table.dropColumn("creator")))
                .containsExactly(
                        "COLUMN_MISSING legacy: notes.creator: the plan's unit column is not in the table",
                        "COLUMN_MISSING new: notes.creator: the plan's unit column is not in the table");
        assertThat(Judge.targetTable(table -> table.dropColumn("id")))
                .containsExactly("COLUMN_MISSING new: notes.id: the plan's key column is not in the table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smallint", "integer", "bigint", "uuid", "text", "character varying", "bpchar", "boolean"})
    void these_types_can_be_keys_and_units(String type) {
        assertThat(Judge.bothTables(table -> {
                    table.put(Facts.column("id", type));
                    table.put(Facts.column("creator", type));
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"double precision", "json", "interval", "text[]"})
    void these_types_can_not(String type) {
        assertThat(Judge.bothTables(table -> {
                    table.put(Facts.column("id", type));
                    table.put(Facts.column("creator", type));
                }))
                .containsExactly(
                        "KEY_TYPE legacy: notes.id: type " + type,
                        "UNIT_TYPE legacy: notes.creator: type " + type,
                        "KEY_TYPE new: notes.id: type " + type,
                        "UNIT_TYPE new: notes.creator: type " + type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"numeric", "timestamp with time zone", "bytea", "date"})
    void these_types_can_be_keys_only(String type) {
        assertThat(Judge.bothTables(table -> table.put(Facts.column("id", type))))
                .isEmpty();
        assertThat(Judge.bothTables(table -> table.put(Facts.column("creator", type))))
                .containsExactly(
                        "UNIT_TYPE legacy: notes.creator: type " + type, "UNIT_TYPE new: notes.creator: type " + type);
    }

    @Test
    void a_key_of_several_columns_is_the_primary_key_in_that_order() {
        UnitRule creator = UnitRule.column("creator");
        assertThat(judge(List.of("creator", "id"), creator, KeyAndUnitChecksTest::keyOfTwo))
                .isEmpty();
        assertThat(judge(List.of("id", "creator"), creator, KeyAndUnitChecksTest::keyOfTwo))
                .containsExactly(
                        "KEY_MISSING legacy: notes: the primary key is (creator, id); the plan's key is id, creator",
                        "KEY_MISSING new: notes: the primary key is (creator, id); the plan's key is id, creator");
        assertThat(judge(List.of("id", "part"), creator, table -> {}))
                .contains("COLUMN_MISSING new: notes.part: the plan's key column is not in the table");
        assertThat(judge(List.of("creator", "id"), creator, table -> {
                    keyOfTwo(table);
                    table.put(Facts.column("id", "bigint").with(column -> column.identity = true));
                }))
                .isEmpty();
    }

    @Test
    void a_unit_of_several_columns_has_an_index_that_begins_with_them_in_any_order() {
        UnitRule unit = new UnitRule.Columns(List.of("creator", "body"));
        assertThat(judge(List.of("id"), unit, table -> {}))
                .contains("UNIT_NOT_INDEXED new: notes.creator, body: no index begins with the unit column");
        assertThat(judge(
                        List.of("id"),
                        unit,
                        table -> table.indexes.add(
                                new IndexFacts("both", List.of("body", "creator", "id"), false, false, true))))
                .isEmpty();
    }

    @Test
    void a_bucket_has_an_index_on_its_expression_however_the_database_spells_it() {
        UnitRule hash = new UnitRule.Bucket("id", UnitRule.Bucketing.HASH, 64);
        assertThat(judge(List.of("id"), hash, table -> {}))
                .contains(
                        "UNIT_NOT_INDEXED legacy: notes.id: no index begins with the bucket; create one with: create"
                                + " index concurrently on notes ((('x' || substr(md5(id::text), 1, 8))::bit(32)::bigint % 64), id)");
        assertThat(judge(
                        List.of("id"),
                        hash,
                        table -> table.indexes.add(new IndexFacts(
                                "bucket",
                                List.of(
                                        "((('x'::text || substr(md5((id)::text), 1, 8)))::bit(32))::bigint % (64)::bigint",
                                        "id"),
                                false,
                                false,
                                true))))
                .isEmpty();
        assertThat(judge(List.of("id"), new UnitRule.Bucket("id", UnitRule.Bucketing.MODULO, 8), table -> {}))
                .contains("UNIT_TYPE new: notes.id: type uuid");
    }

    @Test
    void a_whole_table_needs_nothing() {
        assertThat(judge(List.of("id"), new UnitRule.Whole(UnitId.of("all"), false), table -> table.indexes.remove(1)))
                .isEmpty();
    }

    private static void keyOfTwo(Facts.Table table) {
        table.primaryKey = List.of("creator", "id");
        table.indexes.set(0, new IndexFacts("notes_pkey", List.of("creator", "id"), true, false, true));
    }

    /** Judges notes with another key or unit, the tables of both stores changed alike. */
    private static List<String> judge(List<String> key, UnitRule unit, Consumer<Facts.Table> change) {
        Plan plan = Plans.of(new Entity(new EntityName("note"), "notes", Map.of(), key, unit, Map.of()));
        return Judge.judge(plan, Facts.withTable("legacy", change), Facts.withTable("new", change), History.NONE);
    }

    @Test
    void different_texts_must_not_be_equal() {
        assertThat(Judge.targetTable(table ->
                        table.put(Facts.column("creator", "text").with(column -> column.deterministic = false))))
                .containsExactly("UNIT_TYPE new: notes.creator: its collation is not deterministic: two different texts"
                        + " can be equal");
        assertThat(Judge.targetTable(
                        table -> table.put(Facts.column("body", "text").with(column -> {
                            column.deterministic = false;
                            column.nullable = true;
                        }))))
                .isEmpty();
    }

    @Test
    void rows_without_a_unit_are_refused() {
        assertThat(Judge.sourceTable(table -> table.rowsWithoutUnit = 1))
                .containsExactly("UNIT_NULL legacy: notes.creator: there are rows whose unit is NULL");
    }

    @Test
    void rows_without_a_unit_that_stay_are_counted_and_may_not_point_to_what_leaves() {
        Entity note = Plans.notes().keyspace().entities().getFirst();
        Entity label = new Entity(
                new EntityName("label"),
                "labels",
                Map.of(),
                List.of("id"),
                new UnitRule.Whole(UnitId.of("reference/label"), true),
                Map.of());
        StoreFacts source = Facts.of("legacy", facts -> {
            Facts.Table notes = new Facts.Table();
            notes.rowsWithoutUnit = TableFacts.ROWS_WITHOUT_UNIT_MAX;
            notes.put(Facts.column("creator", "text").with(column -> column.nullable = true));
            notes.foreignKeys = List.of(new ForeignKeyFacts(
                    "to_label", "public.notes", List.of("body"), "public.labels", List.of("id"), false, false));
            facts.table = Optional.of(notes.build());
            Facts.Table labels = new Facts.Table();
            labels.name = "labels";
            facts.others = Map.of(label.name(), labels.build());
        });
        assertThat(Judge.judge(
                        Plans.staying(note, label),
                        source,
                        Facts.withTable("new", table -> table.rowsWithoutUnit = 2),
                        History.NONE))
                .contains(
                        "(UNIT_NULL legacy: notes.creator: rows whose unit is NULL stay here: 10,000 or more)",
                        "(UNIT_NULL new: notes.creator: rows whose unit is NULL stay here: 2; nobody may write them until"
                                + " Godwit is removed, unless the keyspace began here)",
                        "FOREIGN_KEY_ACROSS_UNITS legacy: notes.to_label: with 'unitNull: stay' rows would stay that point"
                                + " to reference rows, which don't")
                .noneMatch(problem -> problem.startsWith("UNIT_NULL"));
    }

    @Test
    void the_unit_needs_an_index_that_begins_with_it_and_covers_all_rows() {
        String problem = "UNIT_NOT_INDEXED new: notes.creator: no index begins with the unit column";
        assertThat(Judge.targetTable(table -> table.indexes.remove(1))).containsExactly(problem);
        assertThat(withUnitIndex(List.of("id", "creator"), false, true)).containsExactly(problem);
        assertThat(withUnitIndex(List.of("creator"), true, true)).containsExactly(problem);
        assertThat(withUnitIndex(List.of("creator"), false, false)).containsExactly(problem);
        assertThat(withUnitIndex(List.of("creator", "id"), false, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // next and step of the source, of the target, whether both can hand out one key
        "101, 1, 1, 1, true",
        "1, 2, 2, 2, false",
        "101, 2, 2, 2, false",
        "101, 2, 3, 2, true",
        "1, 2, 2, 3, true",
        "1, 4, 2, 6, false",
        "5000, 1, 2000000000, 1, false",
        "5000, 1, 1000000, 1, true",
        "-1, -1, 1, 1, true",
    })
    void two_stores_must_not_hand_out_the_same_integer(
            long next, long step, long otherNext, long otherStep, boolean refused) {
        List<String> problems = Judge.columns(sequence(next, step), sequence(otherNext, otherStep));

        if (refused) {
            assertThat(problems)
                    .containsExactly("KEY_GENERATED_TWICE new: notes.id: both stores generate this key from overlapping"
                            + " sequences (next " + next + ", step " + step + " and next " + otherNext + ", step "
                            + otherStep + "); accept it as note.id");
        } else {
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void a_key_that_one_store_alone_generates_collides_with_nothing() {
        assertThat(Judge.columns(Facts.column("id", "bigint"), sequence(1, 1))).isEmpty();
    }

    @Test
    void overlapping_sequences_can_be_accepted_by_name() {
        assertThat(Judge.accepting(Set.of(), Set.of("note.id"), table -> table.put(sequence(1, 1))))
                .isEmpty();
        assertThat(Judge.accepting(Set.of(), Set.of("note.creator"), table -> table.put(sequence(1, 1))))
                .hasSize(1);
    }

    @Test
    void a_unique_constraint_must_contain_the_unit_or_be_accepted() {
        Consumer<Facts.Table> slug =
                table -> table.indexes.add(new IndexFacts("notes_slug_key", List.of("slug"), true, false, true));
        Consumer<Facts.Table> slugOfUnit = table ->
                table.indexes.add(new IndexFacts("notes_slug_key", List.of("creator", "slug"), true, false, true));
        String problem =
                "UNIQUE_WITHOUT_UNIT legacy: notes.notes_slug_key: unique (slug) without the unit column creator"
                        + " can't be enforced while units live in two stores; its name to accept is note.notes_slug_key";

        assertThat(Judge.bothTables(slug)).containsExactly(problem);
        assertThat(Judge.bothTables(slugOfUnit)).isEmpty();
        assertThat(Judge.accepting(Set.of("note.notes_slug_key"), Set.of(), slug))
                .isEmpty();
        assertThat(Judge.accepting(Set.of("note.slug"), Set.of(), slug)).isEmpty();
        assertThat(Judge.accepting(Set.of("note.body"), Set.of(), slug)).containsExactly(problem);
    }

    private static Facts.Column sequence(long next, long step) {
        return Facts.column("id", "bigint").with(column -> {
            column.identity = true;
            column.start = Optional.of(next);
            column.increment = Optional.of(step);
        });
    }

    private static List<String> withUnitIndex(List<String> columns, boolean partial, boolean valid) {
        return Judge.targetTable(
                table -> table.indexes.set(1, new IndexFacts("by_unit", columns, false, partial, valid)));
    }
}
