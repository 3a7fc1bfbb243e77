package dev.godwit.engine.preflight;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts.TriggerFacts;
import java.util.List;
import java.util.stream.Collectors;

/** Worth knowing: what triggers of the source do for the application, nobody does after the cutover. */
final class TriggersDifferCheck implements Check {
    @Override
    public List<Problem> examine(PreflightContext context) {
        return context.pairs().stream()
                .filter(pair -> !missing(pair).isEmpty())
                .map(pair -> Problem.warning(
                        ErrorCode.TRIGGERS_DIFFER,
                        pair.target().place(),
                        "triggers of the source that are not here: " + missing(pair)))
                .toList();
    }

    private static String missing(TablePair pair) {
        List<String> here = names(pair.target());
        return names(pair.source()).stream()
                .filter(name -> !here.contains(name))
                .collect(Collectors.joining(", "));
    }

    private static List<String> names(TableInStore table) {
        return table.facts().userTriggers().stream().map(TriggerFacts::name).toList();
    }
}
