package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** No rewrite rule turns writes into others. */
final class RulesCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table ->
                table.refuse(ErrorCode.TABLE_RULES, table.facts().rules(), "rewrite rules change what is written"));
    }
}
