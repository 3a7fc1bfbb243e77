package dev.godwit.engine.internal.latency;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.ApplicationLatency.Part;
import dev.godwit.core.ApplicationLatency.Stretch;
import dev.godwit.core.ControlPlane.StoreLatency;
import dev.godwit.core.MigrationName;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.latency.LatencyStretch.Key;
import dev.godwit.engine.spi.ControlStore;
import dev.godwit.engine.spi.LatencyRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The application's latency before, during and after a migration, also when the server is another one meanwhile: the control
 * store keeps it. Thread-safe.
 */
public final class LatencyBook {
    /** A plan with more stages than anybody can read still has one row for all of the rest. */
    static final int STRETCHES_MAX = 200;

    private static final String OTHERS = "other stages";

    private final MigrationName migration;
    private final ControlStore control;
    private final TimeSource time;
    private final Map<Key, LatencyStretch> stretches = new LinkedHashMap<>();
    private final Set<Key> unwritten = new LinkedHashSet<>();
    private boolean read;
    private boolean begun;

    public LatencyBook(MigrationName migration, ControlStore control, TimeSource time) {
        this.migration = migration;
        this.control = control;
        this.time = time;
    }

    /**
     * Notes reports.
     *
     * @throws dev.godwit.core.GodwitException when the control store does not answer; nothing was noted
     */
    synchronized void add(LatencyMoment seen, List<StoreLatency> reports) {
        readOnce();
        begun |= seen.begun();
        LatencyMoment moment = begun ? seen.afterBeginning() : seen;
        for (StoreLatency report : reports) {
            Key key = bounded(new Key(moment.part(), moment.stage(), report.store()));
            stretches
                    .computeIfAbsent(key, same -> LatencyStretch.begun(same, time.wallClock()))
                    .add(report, time.wallClock());
            unwritten.add(key);
        }
    }

    /**
     * Writes down what is new.
     *
     * @throws dev.godwit.core.GodwitException when the control store does not answer; the next time makes up for it
     */
    synchronized void keep() {
        if (unwritten.isEmpty()) {
            return;
        }
        List<LatencyRecord> records = unwritten.stream()
                .map(key -> Objects.requireNonNull(stretches.get(key)).record())
                .toList();
        control.keepLatencies(migration, records);
        unwritten.clear();
    }

    /**
     * What is known now.
     *
     * @param reporting whether any router has reported lately
     * @throws dev.godwit.core.GodwitException when the control store does not answer
     */
    public synchronized ApplicationLatency shown(boolean reporting) {
        readOnce();
        return shown(remarks(reporting));
    }

    /**
     * What was written of a migration that does not run here.
     *
     * @throws dev.godwit.core.GodwitException when the control store does not answer
     */
    public synchronized ApplicationLatency written() {
        readOnce();
        return shown(stretches.isEmpty() ? List.of("No router has reported while it ran.") : withoutBefore());
    }

    private ApplicationLatency shown(List<String> remarks) {
        Map<Key, LatencyStretch> parts = new LinkedHashMap<>();
        stretches.forEach((key, stretch) -> parts.computeIfAbsent(
                        key.withoutStage(),
                        part -> LatencyStretch.begun(part, stretch.shown().from()))
                .add(stretch));
        return new ApplicationLatency(
                shown(parts.values(), Comparator.comparing(Stretch::part)),
                shown(
                        stretches.values(),
                        Comparator.comparing(LatencyBook::rank).thenComparing(Stretch::from)),
                remarks);
    }

    private static List<Stretch> shown(Iterable<LatencyStretch> stretches, Comparator<Stretch> order) {
        List<Stretch> shown = new ArrayList<>();
        stretches.forEach(stretch -> shown.add(stretch.shown()));
        shown.sort(order.thenComparing(Stretch::part)
                .thenComparing(stretch -> stretch.store().value()));
        return shown;
    }

    /** A wall clock that was set back puts nothing before the beginning or after the end. */
    private static int rank(Stretch stretch) {
        return switch (stretch.part()) {
            case BEFORE -> 0;
            case DURING, BETWEEN -> 1;
            case AFTER -> 2;
        };
    }

    private List<String> remarks(boolean reporting) {
        if (stretches.isEmpty()) {
            return List.of(
                    reporting
                            ? "Routers report, but too few transactions for a percentile: it takes 20 in a second of one"
                                    + " router and store."
                            : "No router has reported yet.");
        }
        List<String> remarks = new ArrayList<>(withoutBefore());
        if (!reporting) {
            remarks.add("No router reports now.");
        }
        return remarks;
    }

    private List<String> withoutBefore() {
        if (stretches.keySet().stream().noneMatch(key -> key.part() == Part.BEFORE)) {
            return List.of(
                    "There is no \"before\": no router reported before the first unit began to move, so nothing here"
                            + " says how fast the application was without the migration.");
        }
        return List.of();
    }

    private Key bounded(Key wanted) {
        boolean room = stretches.size() < STRETCHES_MAX || stretches.containsKey(wanted);
        return room || wanted.stage().isEmpty() ? wanted : new Key(wanted.part(), OTHERS, wanted.store());
    }

    private void readOnce() {
        if (read) {
            return;
        }
        for (LatencyRecord record : control.latencies(migration)) {
            LatencyStretch stretch = LatencyStretch.of(record);
            stretches.put(stretch.key(), stretch);
            begun |= new LatencyMoment(record.part(), record.stage()).begun();
        }
        read = true;
    }
}
