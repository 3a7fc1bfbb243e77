package dev.godwit.bench.demo;

import dev.godwit.bench.checker.RunChecks;
import dev.godwit.checkers.CheckResult;
import dev.godwit.checkers.DatabaseSide;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the checkers found, which know nothing of Godwit.
 *
 * @param mirrored both stores, row by row, before finalize
 * @param histories what everybody saw during the whole story, and a look at every row of the home before and after finalize
 * @param starsSeen the stars of whole accounts, whenever somebody looked
 * @param starsKept the stars that the new store has at the end
 */
record DemoChecks(CheckResult mirrored, CheckResult histories, CheckResult starsSeen, CheckResult starsKept) {

    /** Looks at the end, when all users are gone. */
    static DemoChecks atTheEnd(RunChecks checks, CheckResult mirrored, DatabaseSide target)
            throws IOException, SQLException {
        checks.look("look after finalize", target);
        return new DemoChecks(mirrored, checks.histories(), checks.starsSeen(), checks.starsIn(target));
    }

    /** The results by what was asked for, for people and for JSON. */
    Map<String, String> labelled() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("stores equal before finalize", line(mirrored, "rows", "keys"));
        lines.put("histories linearizable", line(histories, "operations", "keys"));
        lines.put("stars of accounts never changed", line(starsSeen, "readings", "accounts"));
        lines.put("stars of accounts at the end", line(starsKept, "sums", "accounts"));
        return lines;
    }

    static String line(CheckResult result, String checked, String subjects) {
        return "%,d %s of %,d %s, %,d violations, %.1f s"
                .formatted(
                        result.checked(),
                        checked,
                        result.subjects(),
                        subjects,
                        result.violations(),
                        result.took().toMillis() / 1e3);
    }

    /** Every check that found something, in words. */
    List<String> broken() {
        Map<String, CheckResult> named = new LinkedHashMap<>();
        named.put("the stores differ before finalize", mirrored);
        named.put("the histories are not linearizable", histories);
        named.put("somebody saw other stars than an account has", starsSeen);
        named.put("accounts have other stars at the end", starsKept);
        return named.entrySet().stream()
                .filter(each -> !each.getValue().clean())
                .map(each -> each.getKey() + ": " + each.getValue().violations() + " violations")
                .toList();
    }

    /** What is wrong, in words. */
    List<String> texts() {
        return Stream.of(mirrored, histories, starsSeen, starsKept)
                .flatMap(result -> result.texts().stream())
                .toList();
    }
}
