package dev.godwit.bench.kill;

import dev.godwit.core.PausePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /** A run for each pause point, and those that die during a roll-back. */
    static List<KillCase> all() {
        List<KillCase> all = new ArrayList<>();
        for (List<PausePoint> deaths : ROLL_BACKS) {
            all.add(new KillCase(all.size(), "ROLL_BACK_" + (all.size() + 1), KillScript.ROLL_BACK, deaths));
        }
        for (PausePoint point : PausePoint.values()) {
            all.add(new KillCase(all.size(), point.name(), KillScript.passing(point), deaths(point)));
        }
        return all;
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

    /** All of them, or those of these names, separated by commas. */
    static List<KillCase> wanted(String names) {
        List<String> some = Arrays.asList(names.split(","));
        return all().stream()
                .filter(each -> names.isEmpty() || some.contains(each.name))
                .toList();
    }
}
