package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;
import java.util.Optional;

/** Tables neither inherit nor are inherited from: statement triggers miss writes that name the child. */
final class InheritanceCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.facts().partOfInheritance()
                ? Optional.of(Problem.error(
                        ErrorCode.TABLE_INHERITANCE,
                        table.place(),
                        "writes through a parent, child or partition would be missed"))
                : Optional.empty());
    }
}
