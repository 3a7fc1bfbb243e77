package dev.godwit.engine.preflight;

import dev.godwit.core.Chunk;
import dev.godwit.core.ColumnTransform;
import dev.godwit.core.Entity;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.PortableRows;
import dev.godwit.core.Problem;
import dev.godwit.core.ReversibleTransform;
import dev.godwit.core.RowShape;
import dev.godwit.core.Store;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.TupleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries the transforms of a plan on rows of the source: whether each takes what is there, gives what the target can hold, and
 * has the inverse that it says it has.
 */
record TransformTrial(PreflightContext context, Store source) {
    /** Of one unit, the first by key. */
    private static final int ROWS_TRIED = 500;

    List<Problem> problems() {
        return context.pairs().stream()
                .filter(pair -> !pair.source().entity().mapping().transforms().isEmpty())
                .flatMap(pair -> of(pair).stream())
                .toList();
    }

    private List<Problem> of(TablePair pair) {
        Entity entity = pair.source().entity();
        List<RowShape.Column> columns = columns(pair.source());
        Optional<Problem> refused = Optional.empty();
        List<Problem> problems = new ArrayList<>();
        try {
            Optional<PortableRows> rows = rows(pair.source(), columns);
            for (var transform : entity.mapping().transforms().entrySet()) {
                rows.flatMap(some -> first(pair, transform.getKey(), transform.getValue(), columns, some))
                        .ifPresent(problems::add);
            }
        } catch (GodwitException e) {
            refused = Optional.of(Problem.error(e.code(), pair.source().place(), String.valueOf(e.getMessage())));
        }
        refused.ifPresent(problems::add);
        return problems;
    }

    private static List<RowShape.Column> columns(TableInStore table) {
        Entity entity = table.entity();
        return Stream.of(
                        entity.key(),
                        entity.unit().columns(),
                        entity.mapping().transforms().keySet())
                .flatMap(names -> names.stream())
                .distinct()
                .flatMap(name ->
                        table
                                .called(name)
                                .map(column -> new RowShape.Column(name, column.type(), column.kind()))
                                .stream())
                .toList();
    }

    private Optional<PortableRows> rows(TableInStore table, List<RowShape.Column> columns) {
        RowShape shape = new RowShape(table.entity(), RowShape.Form.PORTABLE, columns, List.of());
        return table.facts()
                .sampleUnit()
                .map(unit -> source.rows().readChunk(shape, unit, Optional.empty(), ROWS_TRIED))
                .map(Chunk::rows)
                .filter(PortableRows.class::isInstance)
                .map(PortableRows.class::cast);
    }

    /** The first row with which something is wrong. */
    private static Optional<Problem> first(
            TablePair pair, String name, ColumnTransform transform, List<RowShape.Column> columns, PortableRows rows) {
        List<String> names = columns.stream().map(RowShape.Column::name).toList();
        Optional<ColumnFacts> target = pair.target().called(name);
        if (!names.contains(name) || target.isEmpty()) {
            return Optional.empty();
        }
        List<@Nullable String> values = rows.columns().get(names.indexOf(name));
        for (int row = 0; row < rows.count(); row++) {
            Optional<String> wrong = wrong(name, transform, values.get(row), target.get());
            if (wrong.isPresent()) {
                String key = TupleText.join(key(pair.source().entity(), names, rows, row));
                return Optional.of(Problem.error(
                        ErrorCode.TRANSFORM_WRONG, pair.source().place(name), "row " + key + ": " + wrong.get()));
            }
        }
        return Optional.empty();
    }

    private static List<String> key(Entity entity, List<String> names, PortableRows rows, int row) {
        return entity.key().stream()
                .map(column ->
                        String.valueOf(rows.columns().get(names.indexOf(column)).get(row)))
                .toList();
    }

    /** What is wrong, without the values, which are somebody's. */
    private static Optional<String> wrong(
            String name, ColumnTransform transform, @Nullable String value, ColumnFacts target) {
        try {
            String called = "the transform '" + transform.name() + "' ";
            String there = Transforms.forth(name, transform).of(value);
            if (there == null && !target.nullable()) {
                return Optional.of(called + "gives NULL, which the target does not take");
            }
            if (there != null && !PortableForm.isOf(target.kind(), there)) {
                return Optional.of(called + "gives what is no " + target.declaredType() + " as rows carry it");
            }
            if (there != null
                    && target.length().filter(most -> most < there.length()).isPresent()) {
                return Optional.of(called + "gives more than the target's "
                        + target.length().get() + " characters");
            }
            if (!Objects.equals(there, Transforms.forth(name, transform).of(value))) {
                return Optional.of(called + "gives something else when it is asked again");
            }
            return transform instanceof ReversibleTransform reversible
                            && !Objects.equals(
                                    value, Transforms.back(name, reversible).of(there))
                    ? Optional.of(called + "is not undone by its inverse")
                    : Optional.empty();
        } catch (GodwitException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
