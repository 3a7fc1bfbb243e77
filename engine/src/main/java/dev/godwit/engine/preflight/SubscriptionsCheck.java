package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import java.util.List;

/** No logical subscription writes the tables: statement triggers miss its writes. */
final class SubscriptionsCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.eachTable(table -> table.refuse(
                ErrorCode.TABLE_SUBSCRIPTION,
                table.facts().subscriptions(),
                "written by logical replication, which no statement trigger sees"));
    }
}
