package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.ColumnTransform;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowShape.Content;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnMappingCheckTest {
    private static final ColumnTransform ONE_WAY = new ColumnTransform() {
        @Override
        public String name() {
            return "one-way";
        }

        @Override
        public @Nullable String forth(@Nullable String value) {
            throw new IllegalStateException("never");
        }
    };

    private static List<String> judge(
            ColumnMapping mapping, Consumer<Facts.Table> source, Consumer<Facts.Table> target) {
        return Judge.judge(
                Plans.of(Plans.notes().keyspace().entities().getFirst().with(mapping)),
                Facts.withTable("legacy", source),
                Facts.withTable("new", target),
                History.NONE);
    }

    @Test
    void what_is_dropped_need_not_be_in_the_target_and_must_be_able_to_come_back() {
        ColumnMapping mapping = new ColumnMapping(Set.of("junk", "nowhere"), Map.of(), Map.of());
        String nowhere =
                "COLUMN_MISSING legacy: notes.nowhere: the plan drops this column, which the table does not have";
        assertThat(judge(
                        mapping,
                        table -> table.put(Facts.column("junk", "text").with(column -> column.nullable = true)),
                        table -> {}))
                .containsExactly(nowhere);
        assertThat(judge(mapping, table -> table.put(Facts.column("junk", "text")), table -> {}))
                .containsExactly(
                        "NO_WAY_BACK legacy: notes.junk: the plan drops this column, and it takes neither NULL nor a"
                                + " default: no row could come back",
                        nowhere);
    }

    @Test
    void a_constant_fills_what_must_be_given_and_has_to_fit() {
        ColumnMapping mapping =
                new ColumnMapping(Set.of(), Map.of("origin", "legacy", "level", "high", "body", "x"), Map.of());
        assertThat(judge(mapping, table -> {}, table -> {
                    table.put(Facts.column("origin", "text").with(column -> column.length = java.util.Optional.of(3)));
                    table.put(Facts.column("level", "integer"));
                }))
                .filteredOn(problem -> !problem.startsWith("("))
                .containsExactly(
                        "COLUMN_TYPE new: notes.level: the plan's constant 'high' is no integer as rows carry it",
                        "COLUMN_LENGTH new: notes.origin: the plan's constant has 6 characters, at most 3 fit",
                        "COLUMN_MISSING new: notes.body: the plan gives it a constant, and the source has this column too:"
                                + " name it under 'drop' as well");
    }

    @Test
    void a_transform_needs_an_inverse_and_is_no_foreign_key() {
        ColumnMapping mapping = new ColumnMapping(Set.of(), Map.of(), Map.of("body", ONE_WAY));
        Consumer<Facts.Table> pointing = table -> table.foreignKeys = List.of(new ForeignKeyFacts(
                "to_self", "public.notes", List.of("body"), "public.notes", List.of("id"), false, false));
        assertThat(judge(mapping, pointing, table -> table.put(Facts.column("body", "jsonb"))))
                .contains(
                        "NO_WAY_BACK legacy: notes.body: the transform 'one-way' has no inverse",
                        "TRANSFORM_WRONG legacy: notes.body: the column is part of the foreign key to_self, whose values"
                                + " have to be those of the rows that it points to")
                .noneMatch(problem -> problem.startsWith("COLUMN_TYPE"));
    }

    @Test
    void a_plan_without_a_way_back_may_do_what_cannot_be_undone() {
        ColumnMapping mapping = new ColumnMapping(Set.of("junk"), Map.of(), Map.of("body", ONE_WAY));
        StoreFacts source = Facts.withTable("legacy", table -> table.put(Facts.column("junk", "text")));
        StoreFacts target = Facts.withTable(
                "new", table -> table.put(Facts.column("extra", "text").with(column -> column.nullable = true)));
        var note = Plans.notes().keyspace().entities().getFirst().with(mapping);
        assertThat(Judge.judge(Plans.forGood(note), source, target, History.NONE))
                .isEmpty();
        assertThat(Judge.judge(Plans.of(note), source, target, History.NONE)).hasSize(3);
    }

    /** Constants come last and one way only; what a transform throws names the column and never the value. */
    @Test
    void a_shape_says_what_becomes_of_each_column() {
        StoreFacts source = Facts.withTable("legacy", table -> table.put(Facts.column("junk", "text")));
        StoreFacts target = Facts.withTable("new", table -> table.put(Facts.column("origin", "text")));
        var plan = Plans.of(Plans.notes()
                .keyspace()
                .entities()
                .getFirst()
                .with(new ColumnMapping(Set.of("junk"), Map.of("origin", "legacy"), Map.of("body", ONE_WAY))));
        RowShape forth = RowShapes.of(plan, source, target).get(Facts.NOTE);
        assertThat(forth.form()).isEqualTo(RowShape.Form.CONVERTED);
        assertThat(forth.columns())
                .extracting(RowShape.Column::name)
                .containsExactly("id", "creator", "body", "origin");
        assertThat(forth.compared()).extracting(RowShape.Column::name).containsExactly("id", "creator", "body");
        assertThatThrownBy(() -> ((Content.Converted) forth.columns().get(2).content())
                        .conversion()
                        .of("secret"))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSFORM_WRONG))
                .hasMessage("column body: the transform 'one-way' can't take a value of the source of 6 characters:"
                        + " IllegalStateException");
        RowShape back = RowShapes.of(plan, target, source).get(Facts.NOTE);
        assertThat(back.columns()).extracting(RowShape.Column::name).containsExactly("id", "creator");
        assertThat(back.form()).isEqualTo(RowShape.Form.NATIVE);
    }
}
