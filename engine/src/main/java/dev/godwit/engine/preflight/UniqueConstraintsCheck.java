package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.IndexFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Uniqueness holds within a unit: while units live in two stores, no database sees the rows of both. */
final class UniqueConstraintsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        Set<String> reported = new HashSet<>();
        for (TableInStore table : context.tables()) {
            for (IndexFacts index : table.facts().indexes()) {
                String name = table.entity().name() + "." + index.name();
                if (spansUnits(table, index) && !isAccepted(context, table, index) && reported.add(name)) {
                    problems.add(Problem.error(
                            ErrorCode.UNIQUE_WITHOUT_UNIT,
                            table.place(index.name()),
                            "unique (" + String.join(", ", index.columns()) + ") without the unit column "
                                    + String.join(", ", table.unitNames())
                                    + " can't be enforced while units live in two stores; its name to accept is "
                                    + name));
                }
            }
        }
        return problems;
    }

    private static boolean spansUnits(TableInStore table, IndexFacts index) {
        return index.unique()
                && !index.columns().equals(table.facts().primaryKey())
                && !index.columns().containsAll(table.unitNames());
    }

    private static boolean isAccepted(PreflightContext context, TableInStore table, IndexFacts index) {
        Set<String> accepted = context.plan().accept().uniqueAcrossStores();
        String prefix = table.entity().name() + ".";
        return accepted.contains(prefix + index.name())
                || index.columns().stream().allMatch(column -> accepted.contains(prefix + column));
    }
}
