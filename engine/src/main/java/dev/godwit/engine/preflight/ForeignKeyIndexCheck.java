package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Worth knowing: without an index on the children each row that is removed from their parents reads all of them. */
final class ForeignKeyIndexCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        List<Problem> problems = new ArrayList<>();
        for (TableInStore table : context.tables()) {
            for (ForeignKeyFacts key : table.facts().foreignKeys()) {
                if (key.table().equals(table.facts().path()) && !isIndexed(table, key)) {
                    problems.add(Problem.warning(
                            ErrorCode.FOREIGN_KEY_NOT_INDEXED,
                            table.place(key.name()),
                            "no index begins with (" + String.join(", ", key.columns()) + "): each row that is removed"
                                    + " from " + key.referencedTable() + " reads this whole table"));
                }
            }
        }
        return problems;
    }

    private static boolean isIndexed(TableInStore table, ForeignKeyFacts key) {
        int width = key.columns().size();
        return table.facts().indexes().stream()
                .filter(index ->
                        index.valid() && !index.partial() && index.columns().size() >= width)
                .anyMatch(index -> Set.copyOf(index.columns().subList(0, width)).equals(Set.copyOf(key.columns())));
    }
}
