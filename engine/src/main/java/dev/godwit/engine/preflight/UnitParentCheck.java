package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.ParentLink;
import dev.godwit.core.Problem;
import dev.godwit.core.UnitRule;
import java.util.List;
import java.util.Optional;

/** A child that reaches its unit through a parent always has that parent: the database sees to it. */
final class UnitParentCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.entity().unit() instanceof UnitRule.Through through
                        && !new ForeignKeyLinks(context.plan().keyspace(), table.store())
                                .of(table.entity())
                                .contains(new ParentLink(through.parent(), through.columns()))
                ? Optional.of(Problem.error(
                        ErrorCode.UNIT_PARENT_UNBOUND,
                        table.place(String.join(", ", table.unitNames())),
                        "no foreign key from these columns to the key of " + through.parent()))
                : Optional.empty());
    }
}
