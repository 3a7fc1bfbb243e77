package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.IndexFacts;
import dev.godwit.core.UnitRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of a unit are found without reading the whole table; those of a bucket by an index on its expression. */
final class UnitIndexCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> {
            boolean complete = table.unitNames().stream()
                    .allMatch(name -> table.facts().column(name).isPresent());
            return complete ? judge(table) : Optional.empty();
        });
    }

    private static Optional<Problem> judge(TableInStore table) {
        return switch (table.entity().unit()) {
            case UnitRule.Whole whole -> Optional.empty();
            case UnitRule.Columns columns ->
                require(table, index -> beginsWith(index, table.unitNames()), "no index begins with the unit column");
            case UnitRule.Through through ->
                require(
                        table,
                        index -> beginsWith(index, table.unitNames()),
                        "no index begins with the columns that name the parent");
            case UnitRule.Bucket bucket -> {
                BucketExpression expression =
                        new BucketExpression(table.unitNames().getFirst(), bucket);
                yield require(
                        table,
                        index -> expression.isOn(index),
                        "no index begins with the bucket; create one with: create index concurrently on "
                                + table.facts().name() + " (" + expression.sql() + ", "
                                + String.join(", ", table.keyNames()) + ")");
            }
        };
    }

    private static Optional<Problem> require(TableInStore table, Predicate<IndexFacts> serves, String otherwise) {
        return table.facts().indexes().stream()
                        .filter(index -> index.valid() && !index.partial())
                        .anyMatch(serves)
                ? Optional.empty()
                : Optional.of(Problem.error(
                        ErrorCode.UNIT_NOT_INDEXED, table.place(String.join(", ", table.unitNames())), otherwise));
    }

    private static boolean beginsWith(IndexFacts index, List<String> names) {
        return index.columns().size() >= names.size()
                && Set.copyOf(index.columns().subList(0, names.size())).equals(Set.copyOf(names));
    }
}
