package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** No trigger of somebody else fires on what the mover writes: into the target, and back into the source in probation. */
final class UserTriggersCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.refuse(
                ErrorCode.TABLE_USER_TRIGGERS,
                table.facts().userTriggers(),
                "triggers would fire on mirrored rows and change them"));
    }
}
