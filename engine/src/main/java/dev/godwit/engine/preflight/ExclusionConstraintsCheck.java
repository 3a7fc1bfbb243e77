package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** No exclusion constraint refuses rows for what other units have. */
final class ExclusionConstraintsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.refuse(
                ErrorCode.TABLE_EXCLUSION_CONSTRAINT,
                table.facts().exclusionConstraints(),
                "exclusion constraints could refuse rows for those of other units"));
    }
}
