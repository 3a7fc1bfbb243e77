package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.ForeignKeyFacts;
import java.util.List;

/** No foreign key binds the tables: parents before children is not supported yet. */
final class ForeignKeysCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.refuse(
                ErrorCode.TABLE_FOREIGN_KEYS,
                table.facts().foreignKeys().stream().map(ForeignKeyFacts::name).toList(),
                "foreign keys from or to this table would refuse rows, or cascade"));
    }
}
