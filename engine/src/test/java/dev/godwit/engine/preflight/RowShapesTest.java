package dev.godwit.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.RowShape;
import dev.godwit.core.StoreFacts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowShapesTest {
    @Test
    void columns_travel_in_the_senders_order_and_the_receivers_types() {
        StoreFacts source = Facts.withTable("legacy", table -> table.put(Facts.column("body", "character varying")));
        StoreFacts target = Facts.of("new");

        assertThat(RowShapes.of(Plans.notes(), source, target).get(Facts.NOTE).columns())
                .containsExactly(
                        new RowShape.Column("id", "uuid"),
                        new RowShape.Column("creator", "text"),
                        new RowShape.Column("body", "text"));
        assertThat(RowShapes.of(Plans.notes(), target, source).get(Facts.NOTE).columns())
                .contains(new RowShape.Column("body", "character varying"));
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
