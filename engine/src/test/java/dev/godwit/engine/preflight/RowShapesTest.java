package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.RowShape;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.UnitRule;
import dev.godwit.core.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowShapesTest {
    @Test
    void columns_travel_in_the_senders_order_and_the_receivers_types() {
        StoreFacts source = Facts.withTable("legacy", table -> table.put(Facts.column("body", "character varying")));
        StoreFacts target = Facts.of("new");

        assertThat(RowShapes.of(Plans.notes(), source, target).get(Facts.NOTE).columns())
                .containsExactly(
                        new RowShape.Column("id", "uuid", ValueKind.UUID),
                        new RowShape.Column("creator", "text", ValueKind.TEXT),
                        new RowShape.Column("body", "text", ValueKind.TEXT));
        assertThat(RowShapes.of(Plans.notes(), target, source).get(Facts.NOTE).columns())
                .contains(new RowShape.Column("body", "character varying", ValueKind.TEXT));
    }

    @Test
    void a_column_that_only_one_store_has_stays_at_home() {
        StoreFacts source = Facts.of("legacy");
        StoreFacts target = Facts.withTable("new", table -> table.put(Facts.column("created", "timestamptz")));

        assertThat(RowShapes.of(Plans.notes(), target, source).get(Facts.NOTE).columns())
                .extracting(RowShape.Column::name)
                .containsExactly("id", "creator", "body");
    }

    @Test
    void a_column_that_the_receiver_computes_does_not_travel() {
        StoreFacts source = Facts.of("legacy");
        StoreFacts target = Facts.withTable(
                "new", table -> table.put(Facts.column("body", "text").with(column -> column.generated = true)));

        assertThat(RowShapes.of(Plans.notes(), source, target).get(Facts.NOTE).columns())
                .extracting(RowShape.Column::name)
                .containsExactly("id", "creator");
        assertThat(RowShapes.of(Plans.notes(), target, source).get(Facts.NOTE).columns())
                .hasSize(3);
    }

    @Test
    void columns_of_different_names_travel_under_the_plans() {
        Entity note = new Entity(
                Facts.NOTE,
                "notes",
                Map.of(),
                List.of("id"),
                UnitRule.column("creator"),
                Map.of(Plans.TARGET, Map.of("body", "text", "id", "noteId")));
        StoreFacts target = Facts.withTable("new", table -> {
            table.dropColumn("body");
            table.dropColumn("id");
            table.put(Facts.column("text", "text").with(column -> column.nullable = true));
            table.put(Facts.column("noteId", "uuid"));
            table.primaryKey = List.of("noteId");
            table.indexes.set(0, new IndexFacts("notes_pkey", List.of("noteId"), true, false, true));
        });

        assertThat(RowShapes.of(Plans.of(note), Facts.of("legacy"), target)
                        .get(Facts.NOTE)
                        .columns())
                .extracting(RowShape.Column::name)
                .containsExactly("id", "creator", "body");
        assertThat(RowShapes.of(Plans.of(note), target, Facts.of("legacy"))
                        .get(Facts.NOTE)
                        .columns())
                .extracting(RowShape.Column::name)
                .containsExactly("creator", "body", "id");
        assertThat(Judge.judge(Plans.of(note), Facts.of("legacy"), target, History.NONE))
                .isEmpty();
    }

    @Test
    void no_table_or_no_unit_column_is_an_error_by_name() {
        StoreFacts source = Facts.of("legacy");
        StoreFacts withoutTable = Facts.of("new", facts -> facts.table = Optional.empty());
        StoreFacts withoutUnit = Facts.withTable("new", table -> table.dropColumn("creator"));

        assertThatThrownBy(() -> RowShapes.of(Plans.notes(), source, withoutTable))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_MISSING));
        assertThatThrownBy(() -> RowShapes.of(Plans.notes(), source, withoutUnit))
                .isInstanceOfSatisfying(GodwitException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_MISSING);
                    assertThat(e).hasMessageContaining("creator").hasMessageContaining("notes");
                });
    }
}
