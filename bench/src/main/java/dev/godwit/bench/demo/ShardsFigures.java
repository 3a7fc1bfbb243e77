package dev.godwit.bench.demo;

import dev.godwit.checkers.CheckResult;
import dev.godwit.core.MigrationStatus.Pauses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came out of the story of the shards.
 *
 * @param moves in the order in which they were made
 * @param histories whether what everybody saw can have been one set of notes
 * @param starsSeen the stars of whole accounts, whenever somebody looked
 * @param starsKept the stars that the last store has at the end
 * @param rowsElsewhere what is left in the other stores
 */
record ShardsFigures(
        Totals users,
        List<Moved> moves,
        CheckResult histories,
        CheckResult starsSeen,
        CheckResult starsKept,
        long rowsElsewhere,
        double seconds) {
    /**
     * One kind of move.
     *
     * @param expected how many accounts the policy puts elsewhere, as the checker has counted without Godwit
     * @param units the accounts that have moved
     * @param homes how many accounts each store has afterwards
     */
    record Moved(
            String name,
            String what,
            long expected,
            long units,
            Map<String, Long> homes,
            Pauses pauses,
            double seconds) {
        String inWords() {
            return "%,d accounts in %.1f s, pause p50/p99/max %.1f / %.1f / %.1f ms, then %s"
                    .formatted(units, seconds, pauses.p50Millis(), pauses.p99Millis(), pauses.maxMillis(), homes);
        }
    }

    /** The figures by their labels, for people and for JSON. */
    Map<String, Object> labelled() {
        Map<String, Object> figures = new LinkedHashMap<>();
        moves.forEach(move -> figures.put(move.what(), move.inWords()));
        figures.put("operations", users.operations());
        figures.put("deletes", users.deletes());
        figures.put("held writes", users.heldWrites());
        figures.put("consistency misses", users.misses());
        figures.put("client errors", users.errors());
        figures.put("histories linearizable", DemoChecks.line(histories, "operations", "keys"));
        figures.put("stars of accounts never changed", DemoChecks.line(starsSeen, "readings", "accounts"));
        figures.put("stars of accounts at the end", DemoChecks.line(starsKept, "sums", "accounts"));
        figures.put("rows left in other stores", rowsElsewhere);
        figures.put("time", "%.0f s".formatted(seconds));
        return figures;
    }

    /** Every promise that was not kept, in words. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        check(broken, users.misses() == 0, "consistency misses: " + users.misses() + ", allowed 0");
        check(broken, users.errors() == 0, "client errors: " + users.errors() + ", allowed 0");
        check(broken, histories.clean(), "the histories are not linearizable");
        check(broken, starsSeen.clean(), "somebody saw other stars than an account has");
        check(broken, starsKept.clean(), "accounts have other stars at the end");
        check(broken, rowsElsewhere == 0, "rows left in other stores: " + rowsElsewhere + ", allowed 0");
        for (Moved move : moves) {
            check(
                    broken,
                    move.units() == move.expected(),
                    move.what() + ": " + move.units() + " accounts moved, the policy moves " + move.expected());
        }
        return broken;
    }

    /** What is wrong, in words. */
    List<String> texts() {
        return Stream.of(histories, starsSeen, starsKept)
                .flatMap(result -> result.texts().stream())
                .toList();
    }

    private static void check(List<String> broken, boolean kept, String otherwise) {
        if (!kept) {
            broken.add(otherwise);
        }
    }
}
