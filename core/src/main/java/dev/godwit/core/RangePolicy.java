package dev.godwit.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Each store has ranges of names, compared character by character in the order of Unicode.
 *
 * @param ranges in the order of their bounds, the last one open
 * @throws GodwitException with {@link ErrorCode#PLAN_INVALID_VALUE} when there is a gap, an overlap or no open end
 */
public record RangePolicy(List<Range> ranges) implements PlacementPolicy {
    /** By code points, which for texts in UTF-8 is the order of their bytes. */
    private static final Comparator<String> ORDER =
            Comparator.comparing(text -> text.codePoints().toArray(), Arrays::compare);

    /**
     * Units whose names come before the bound, and not before that of the range before.
     *
     * @param below absent for the last range
     */
    public record Range(Optional<String> below, StoreName store) {}

    public RangePolicy {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() || ranges.getLast().below().isPresent()) {
            throw invalid("the last range has no 'below', so that every unit is in one");
        }
        for (int i = 1; i < ranges.size(); i++) {
            String before = ranges.get(i - 1).below().orElseThrow(() -> invalid("only the last range has no 'below'"));
            Optional<String> here = ranges.get(i).below();
            if (here.isPresent() && ORDER.compare(before, here.get()) >= 0) {
                throw invalid("the range below '" + here.get() + "' comes after the one below '" + before + "'");
            }
        }
    }

    @Override
    public Set<StoreName> stores() {
        return ranges.stream().map(Range::store).collect(Collectors.toUnmodifiableSet());
    }

    /** The store of the unit's range or, where that is not allowed, of the next range after it that is. */
    @Override
    public StoreName choose(UnitId unit, Situation situation) {
        int first = 0;
        while (!contains(ranges.get(first), unit)) {
            first++;
        }
        for (int i = 0; i < ranges.size(); i++) {
            StoreName store = ranges.get((first + i) % ranges.size()).store();
            if (situation.allowed().contains(store)) {
                return store;
            }
        }
        throw new IllegalArgumentException("none of " + situation.allowed() + " has a range");
    }

    private static boolean contains(Range range, UnitId unit) {
        return range.below()
                .map(bound -> ORDER.compare(unit.value(), bound) < 0)
                .orElse(true);
    }

    private static GodwitException invalid(String why) {
        return new GodwitException(ErrorCode.PLAN_INVALID_VALUE, why);
    }
}
