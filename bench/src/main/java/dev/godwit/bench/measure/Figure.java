package dev.godwit.bench.measure;

import java.util.Locale;

/**
 * One measured figure beside its baseline.
 *
 * @param value what Godwit did, in the unit
 * @param baseline what was measured beside it, in the same unit
 * @param ratio how the two compare; larger is better
 * @param goal the ratio that is promised
 * @param floor the ratio below which something is broken, whatever the machine; well below the goal, for machines are noisy
 */
record Figure(
        String name,
        double value,
        String unit,
        String baselineName,
        double baseline,
        double ratio,
        double goal,
        double floor) {
    /** For figures of which more is better, such as rows per second. */
    static Figure rate(
            String name, double value, String unit, String baselineName, double baseline, double goal, double floor) {
        return new Figure(name, value, unit, baselineName, baseline, value / baseline, goal, floor);
    }

    /** For figures of which less is better, such as milliseconds; the ratio is that of the limit to the value. */
    static Figure limit(
            String name, double value, String unit, String baselineName, double baseline, double limit, double floor) {
        return new Figure(name, value, unit, baselineName, baseline, limit / value, 1, floor);
    }

    /** For figures of which more is better and so much is wanted; the ratio is that of the value to what is wanted. */
    static Figure target(
            String name, double value, String unit, String baselineName, double baseline, double wanted, double floor) {
        return new Figure(name, value, unit, baselineName, baseline, value / wanted, 1, floor);
    }

    boolean reached() {
        return ratio >= goal;
    }

    boolean collapsed() {
        return !(ratio >= floor);
    }

    /** One line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s: %s %s (baseline %s: %s, ratio %.2f, goal %.2f: %s)",
                name,
                number(value),
                unit,
                number(baseline),
                baselineName,
                ratio,
                goal,
                collapsed() ? "COLLAPSED" : reached() ? "reached" : "below");
    }

    private static String number(double value) {
        String form = value < 1 ? "%.3f" : value < 1_000 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, form, value);
    }
}
