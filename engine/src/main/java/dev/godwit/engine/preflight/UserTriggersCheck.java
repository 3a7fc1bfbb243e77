package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreFacts.TriggerFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No trigger of somebody else fires on what the mover writes: into the target, and back into the source in probation.
 * Where a store has triggers, the mover keeps all of them quiet, and with them those by which the database keeps some
 * constraints.
 */
final class UserTriggersCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return Stream.of(context.eachTable(UserTriggersCheck::loud), context.eachTable(UserTriggersCheck::unkept))
                .flatMap(List::stream)
                .toList();
    }

    private static Optional<Problem> loud(TableInStore table) {
        return table.refuse(
                ErrorCode.TABLE_USER_TRIGGERS,
                table.facts().userTriggers().stream()
                        .flatMap(UserTriggersCheck::described)
                        .toList(),
                "triggers would fire on mirrored rows and change them");
    }

    private static Stream<String> described(TriggerFacts trigger) {
        return trigger.firesBecause().stream().map(reason -> trigger.name() + " (" + reason + ")");
    }

    private static Optional<Problem> unkept(TableInStore table) {
        return table.refuse(
                ErrorCode.TABLE_USER_TRIGGERS,
                hasTriggers(table.store()) ? table.facts().triggerKept() : List.of(),
                "while triggers of this store are kept quiet for the mover, nobody checks");
    }

    private static boolean hasTriggers(StoreFacts store) {
        return store.tables().values().stream().map(TableFacts::userTriggers).anyMatch(triggers -> !triggers.isEmpty());
    }
}
