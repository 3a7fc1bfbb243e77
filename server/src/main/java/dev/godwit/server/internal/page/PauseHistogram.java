package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationControl.UnitView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long writers of units were held by their last cutover, in steps that suit both a good one and a bad one. */
public record PauseHistogram(List<Bar> bars) {
    private static final double[] BOUNDS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

    /** So many pauses were at most so many milliseconds long, and longer than those of the bar before. */
    public record Bar(String length, long count) {}

    static PauseHistogram of(List<UnitView> units) {
        long[] counts = new long[BOUNDS.length + 1];
        long all = 0;
        for (UnitView unit : units) {
            Optional<Double> pause = unit.lastPauseMillis();
            if (pause.isPresent()) {
                counts[index(pause.get())]++;
                all++;
            }
        }
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; all > 0 && i < counts.length; i++) {
            bars.add(new Bar(length(i), counts[i]));
        }
        return new PauseHistogram(List.copyOf(bars));
    }

    private static int index(double millis) {
        int index = 0;
        while (index < BOUNDS.length && millis > BOUNDS[index]) {
            index++;
        }
        return index;
    }

    private static String length(int index) {
        return index == BOUNDS.length ? "more" : Long.toString((long) BOUNDS[index]);
    }
}
