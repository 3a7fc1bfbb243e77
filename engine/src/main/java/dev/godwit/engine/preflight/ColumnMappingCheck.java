package dev.godwit.engine.preflight;

import dev.godwit.core.ColumnMapping;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.ReversibleTransform;
import dev.godwit.core.StoreFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the plan drops, makes constant or transforms is there, fits, and leaves a way back. */
final class ColumnMappingCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TablePair pair : context.pairs()) {
            ColumnMapping mapping = pair.source().entity().mapping();
            boolean wayBack = context.plan().cutover().wayBack();
            mapping.dropped()
                    .forEach(name -> dropped(pair.source(), name, wayBack).ifPresent(problems::add));
            mapping.constants()
                    .forEach((name, text) -> constant(pair.target(), name, text).ifPresent(problems::add));
            mapping.transforms().keySet().forEach(name -> transformed(pair, name, wayBack, problems));
        }
        return problems;
    }

    private static Optional<Problem> dropped(TableInStore source, String name, boolean wayBack) {
        Optional<ColumnFacts> column = source.called(name);
        if (column.isEmpty()) {
            return missing(source, name, "drops");
        }
        return !wayBack || column.get().nullable() || column.get().hasDefault() || isMadeHere(column.get())
                ? Optional.empty()
                : Optional.of(Problem.error(
                        ErrorCode.NO_WAY_BACK,
                        source.place(name),
                        "the plan drops this column, and it takes neither NULL nor a default: no row could come back"));
    }

    private static boolean isMadeHere(ColumnFacts column) {
        return column.generated() || column.identity();
    }

    private static Optional<Problem> constant(TableInStore target, String name, String text) {
        Optional<ColumnFacts> column = target.called(name);
        if (column.isEmpty()) {
            return missing(target, name, "gives a constant to");
        }
        String place = target.place(column.get().name());
        if (column.get().generated()) {
            return Optional.of(Problem.error(
                    ErrorCode.COLUMN_GENERATED, place, "the plan gives it a constant, and the database computes it"));
        }
        if (!PortableForm.isOf(column.get().kind(), text)) {
            return Optional.of(Problem.error(
                    ErrorCode.COLUMN_TYPE,
                    place,
                    "the plan's constant '" + text + "' is no " + column.get().declaredType() + " as rows carry it"));
        }
        return column.get()
                .length()
                .filter(most -> most < text.length())
                .map(most -> Problem.error(
                        ErrorCode.COLUMN_LENGTH,
                        place,
                        "the plan's constant has " + text.length() + " characters, at most " + most + " fit"));
    }

    private static void transformed(TablePair pair, String name, boolean wayBack, List<Problem> problems) {
        TableInStore source = pair.source();
        if (source.called(name).isEmpty()) {
            missing(source, name, "transforms").ifPresent(problems::add);
            return;
        }
        ColumnMapping mapping = source.entity().mapping();
        if (wayBack
                && mapping.transform(name)
                        .filter(ReversibleTransform.class::isInstance)
                        .isEmpty()) {
            problems.add(Problem.error(
                    ErrorCode.NO_WAY_BACK,
                    source.place(name),
                    "the transform '" + mapping.transform(name).orElseThrow().name() + "' has no inverse"));
        }
        pair.target()
                .called(name)
                .filter(ColumnFacts::generated)
                .ifPresent(column -> problems.add(Problem.error(
                        ErrorCode.COLUMN_GENERATED,
                        pair.target().place(column.name()),
                        "the plan transforms values for this column, and the database computes it")));
        for (TableInStore table : List.of(source, pair.target())) {
            table.facts().foreignKeys().stream()
                    .filter(key -> key.table().equals(table.facts().path()))
                    .filter(key -> table.called(name)
                            .filter(column -> key.columns().contains(column.name()))
                            .isPresent())
                    .map(key -> Problem.error(
                            ErrorCode.TRANSFORM_WRONG,
                            table.place(name),
                            "the column is part of the foreign key " + key.name()
                                    + ", whose values have to be those of the rows that it points to"))
                    .forEach(problems::add);
        }
    }

    private static Optional<Problem> missing(TableInStore table, String name, String verb) {
        return Optional.of(Problem.error(
                ErrorCode.COLUMN_MISSING,
                table.place(name),
                "the plan " + verb + " this column, which the table does not have"));
    }
}
