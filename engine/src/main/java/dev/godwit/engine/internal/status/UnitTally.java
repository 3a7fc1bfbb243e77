package dev.godwit.engine.internal.status;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.MigrationStatus.UnitAttention;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Side;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import dev.godwit.engine.internal.unit.NextAction;
import dev.godwit.engine.spi.Leftover;
import dev.godwit.engine.spi.UnitRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the units of a migration come to, counted in one pass over their records. Filled by one thread, then only read.
 */
public final class UnitTally {
    private static final int NAMED = 3;
    private static final int MOST_ATTENTION = 50;

    /** Units of one kind: how many, and the first few by name. */
    public static final class Named {
        private final List<String> first = new ArrayList<>(NAMED);
        private long count;

        private void add(UnitId unit) {
            count++;
            if (first.size() < NAMED) {
                first.add(unit.value());
            }
        }

        public long count() {
            return count;
        }

        /** How many, such as which. */
        public String inWords() {
            return count + (count == 1 ? " unit" : " units") + " (" + String.join(", ", first)
                    + (count > NAMED ? " and others" : "") + ")";
        }
    }

    /** The units of one wave. */
    static final class OfWave {
        private long units;
        private long moved;
        private boolean moving;

        long units() {
            return units;
        }

        long moved() {
            return moved;
        }

        /** Whether each has come to where it should be. */
        boolean rests() {
            return !moving;
        }
    }

    private static final OfWave NONE = new OfWave();

    private final Plan plan;
    private final Map<WaveName, OfWave> waves = new HashMap<>();
    private final List<UnitAttention> attention = new ArrayList<>();
    private final Named stuck = new Named();
    private final Named differing = new Named();
    private final Named stale = new Named();
    private final List<Instant> settled = new ArrayList<>();
    private long units;
    private long moved;
    private long pending;
    private long lastCutoverMillis;

    UnitTally(Plan plan, Iterable<UnitRecord> records) {
        this.plan = plan;
        records.forEach(this::count);
    }

    private void count(UnitRecord record) {
        Phase phase = record.phase();
        NextAction next = NextAction.of(record);
        boolean there = record.state().home() == Side.TARGET && (phase == Phase.PROBATION || phase == Phase.SETTLED);
        OfWave wave = waves.computeIfAbsent(record.wave(), name -> new OfWave());
        wave.units++;
        wave.moved += there ? 1 : 0;
        wave.moving |= next != NextAction.REST;
        // Reference tables move when the migration is finalized; until then they would look like units that are left.
        if (!plan.isReference(record.wave())) {
            units++;
            moved += there ? 1 : 0;
        }
        if (record.flags().clear() && next == NextAction.REMOVE_SOURCE_ROWS) {
            record.settledMillis().map(Instant::ofEpochMilli).ifPresent(settled::add);
        } else if (record.flags().clear() && next != NextAction.REST) {
            pending++;
        }
        if (record.leftover() == Leftover.STALE_MIRROR) {
            stale.add(record.unit());
        }
        if (phase == Phase.PROBATION) {
            lastCutoverMillis =
                    Math.max(lastCutoverMillis, record.settledMillis().orElse(0L));
        }
        record.flags().attention().ifPresent(reason -> attention(record, reason));
    }

    private void attention(UnitRecord record, String reason) {
        (reason.startsWith(ErrorCode.ROWS_DIFFER + ":") ? differing : stuck).add(record.unit());
        if (attention.size() < MOST_ATTENTION) {
            attention.add(new UnitAttention(record.unit().value(), record.phase(), reason));
        }
    }

    OfWave wave(WaveName name) {
        return waves.getOrDefault(name, NONE);
    }

    /** Those of which one knows where they go; reference tables are none. */
    long units() {
        return units;
    }

    long moved() {
        return moved;
    }

    List<UnitAttention> attention() {
        return attention;
    }

    /** Those that ask for attention for another reason than rows that differ. */
    public Named stuck() {
        return stuck;
    }

    public Named differing() {
        return differing;
    }

    /** Those whose way back is not kept. */
    public Named stale() {
        return stale;
    }

    /** How many should be worked on now. */
    public long pending() {
        return pending;
    }

    /** How many were finalized before a moment and still have their rows in the source. */
    public long rowsKeptSince(Instant before) {
        return settled.stream().filter(at -> at.isBefore(before)).count();
    }

    /** When the last unit that is in probation got its new home. */
    public Optional<Instant> lastCutover() {
        return Optional.of(lastCutoverMillis).filter(millis -> millis > 0).map(Instant::ofEpochMilli);
    }
}
