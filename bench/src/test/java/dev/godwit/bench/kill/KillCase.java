package dev.godwit.bench.kill;

import dev.godwit.core.PausePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One run of the test.
 *
 * @param number from 0, different for each
 * @param deaths where its servers die, one after the other; the last one lives
 */
record KillCase(int number, String name, KillScript script, List<PausePoint> deaths) {
    /**
     * The points that a roll-back passes, each where it can be reached after the one before: some are passed in recovery
     * only. One run takes several, for each unit rolls back on its own.
     */
    private static final List<List<PausePoint>> ROLL_BACKS = List.of(
            List.of(
                    PausePoint.AFTER_CUTTING_RECORD,
                    PausePoint.AFTER_REOPEN,
                    PausePoint.AFTER_ACKNOWLEDGEMENTS,
                    PausePoint.AFTER_DRAIN),
            List.of(PausePoint.AFTER_FREEZE, PausePoint.AFTER_THAW, PausePoint.AFTER_THAW_RECORD),
            List.of(PausePoint.AFTER_COMPARE, PausePoint.AFTER_SEAL, PausePoint.AFTER_DEMOTE),
            List.of(PausePoint.AFTER_PROMOTE, PausePoint.AFTER_HOME_RECORD));

    /** Runs over which the points of a move are dealt out, and those of an abort: some deaths in each, for a start is dear. */
    private static final int MOVES = 6;

    private static final int ABORTS = 2;

    /** A build has no time for more: there the simulation dies at every point, with the same engine. */
    private static final String IN_EACH_BUILD = "ROLL_BACK_3,MOVE_2,MOVE_5,ABORT_1";

    /** Every pause point once, several in a run; those of a roll-back once more. */
    private static List<KillCase> dealt() {
        List<KillCase> dealt = rollBacks();
        deal(dealt, KillScript.MOVE, MOVES);
        deal(dealt, KillScript.ABORT, ABORTS);
        return dealt;
    }

    /** The points come in the order in which a unit passes them, so each is still ahead when the one before has killed. */
    private static void deal(List<KillCase> to, KillScript script, int runs) {
        List<PausePoint> points = Arrays.stream(PausePoint.values())
                .filter(point -> KillScript.passing(point) == script)
                .toList();
        for (int run = 0; run < runs; run++) {
            List<PausePoint> deaths = new ArrayList<>();
            for (int i = run; i < points.size(); i += runs) {
                deaths.addAll(deaths(points.get(i)));
            }
            to.add(new KillCase(to.size(), script + "_" + (run + 1), script, deaths));
        }
    }

    /** A run for each pause point, and those that die during a roll-back. */
    private static List<KillCase> apart() {
        List<KillCase> apart = rollBacks();
        for (PausePoint point : PausePoint.values()) {
            apart.add(new KillCase(apart.size(), point.name(), KillScript.passing(point), deaths(point)));
        }
        return apart;
    }

    private static List<KillCase> rollBacks() {
        List<KillCase> rollBacks = new ArrayList<>();
        for (List<PausePoint> deaths : ROLL_BACKS) {
            rollBacks.add(new KillCase(
                    rollBacks.size(), "ROLL_BACK_" + (rollBacks.size() + 1), KillScript.ROLL_BACK, deaths));
        }
        return rollBacks;
    }

    private static List<PausePoint> deaths(PausePoint point) {
        if (point == PausePoint.AFTER_THAW || point == PausePoint.AFTER_THAW_RECORD) {
            return List.of(PausePoint.AFTER_FREEZE, point);
        }
        if (point == PausePoint.AFTER_REOPEN) {
            return List.of(PausePoint.AFTER_CUTTING_RECORD, point);
        }
        return List.of(point);
    }

    /**
     * The runs that were asked for.
     *
     * @param names of runs, separated by commas; {@code all} for every pause point, in runs of several points each; {@code
     *     apart} for a run of its own for each pause point; empty for some of each script, every third point
     */
    static List<KillCase> wanted(String names) {
        if (names.equals("all")) {
            return dealt();
        }
        if (names.isEmpty()) {
            return wanted(IN_EACH_BUILD);
        }
        if (names.equals("apart")) {
            return apart();
        }
        Set<String> some = Set.of(names.split(","));
        return Stream.concat(dealt().stream(), apart().stream().filter(each -> each.script != KillScript.ROLL_BACK))
                .filter(each -> some.contains(each.name))
                .toList();
    }
}
