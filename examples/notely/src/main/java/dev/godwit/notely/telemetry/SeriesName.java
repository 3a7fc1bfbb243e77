package dev.godwit.notely.telemetry;

import java.util.Comparator;
import java.util.List;

/**
 * What one series counts. Sorted as tables are read: by family, then by label after label, numbers by value.
 *
 * @param labels as many as the family has
 */
record SeriesName(Family family, List<String> labels) implements Comparable<SeriesName> {
    private static final Comparator<String> NUMBERS_BY_VALUE =
            Comparator.comparingLong(SeriesName::number).thenComparing(Comparator.naturalOrder());

    SeriesName {
        if (labels.size() != family.labelCount()) {
            throw new IllegalArgumentException(family + " has the labels " + family.labels() + ", not " + labels);
        }
        labels = List.copyOf(labels);
    }

    @Override
    public int compareTo(SeriesName other) {
        int order = family.compareTo(other.family);
        for (int label = 0; order == 0 && label < labels.size(); label++) {
            order = NUMBERS_BY_VALUE.compare(labels.get(label), other.labels.get(label));
        }
        return order;
    }

    private static long number(String label) {
        boolean isNumber =
                !label.isEmpty() && label.length() < 18 && label.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(label) : Long.MAX_VALUE;
    }
}
