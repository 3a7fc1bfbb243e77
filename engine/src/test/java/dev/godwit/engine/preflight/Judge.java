package dev.godwit.engine.preflight;

import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.StoreFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the whole preflight over facts in which a test broke one thing. */
final class Judge {
    private Judge() {}

    static List<String> source(Consumer<Facts> change) {
        return both(Facts.of("legacy", change), Facts.of("new"));
    }

    static List<String> target(Consumer<Facts> change) {
        return both(Facts.of("legacy"), Facts.of("new", change));
    }

    static List<String> sourceTable(Consumer<Facts.Table> change) {
        return both(Facts.withTable("legacy", change), Facts.of("new"));
    }

    static List<String> targetTable(Consumer<Facts.Table> change) {
        return both(Facts.of("legacy"), Facts.withTable("new", change));
    }

    static List<String> bothTables(Consumer<Facts.Table> change) {
        return both(Facts.withTable("legacy", change), Facts.withTable("new", change));
    }

    /** The column of both tables: how the source has it, and how the target. */
    static List<String> columns(Facts.Column source, Facts.Column target) {
        return both(
                Facts.withTable("legacy", table -> table.put(source)),
                Facts.withTable("new", table -> table.put(target)));
    }

    static List<String> both(StoreFacts source, StoreFacts target) {
        return judge(Plans.notes(), source, target, History.NONE);
    }

    static List<String> accepting(Set<String> unique, Set<String> keys, Consumer<Facts.Table> change) {
        return judge(
                Plans.accepting(new Plan.Accept(unique, keys, false)),
                Facts.withTable("legacy", change),
                Facts.withTable("new", change),
                History.NONE);
    }

    /** Each problem as {@code CODE place: message}; warnings begin with {@code (}. */
    static List<String> judge(Plan plan, StoreFacts source, StoreFacts target, History history) {
        return Preflight.check(plan, Map.of(source.store(), source, target.store(), target), history).stream()
                .map(Judge::describe)
                .toList();
    }

    static String describe(Problem problem) {
        String text = problem.code() + " " + problem.place() + ": " + problem.message();
        return problem.stops() ? text : "(" + text + ")";
    }
}
