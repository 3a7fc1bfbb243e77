package dev.godwit.engine.internal.alarm;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.internal.SteadyClock;
import dev.godwit.engine.spi.ControlStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which alarms of a migration are on. Each begins once and ends once, with a journal entry for either, also when the
 * server is another one meanwhile: the control store keeps them. What comes and goes quickly changes nothing.
 * Thread-safe; one updates, all may read.
 */
public final class AlarmBook {
    private record Key(AlarmKind kind, String subject) {}

    /** When something was found first, on both clocks. */
    private record Suspicion(long nanos, Instant at) {}

    private final MigrationName migration;
    private final ControlStore control;
    private final AlarmTerms terms;
    private final TimeSource time;
    private final SteadyClock clock;
    private final Map<Key, Alarm> on = new HashMap<>();
    private final Map<Key, Suspicion> suspected = new HashMap<>();
    private final Map<Key, Long> calmSinceNanos = new HashMap<>();
    private boolean read;
    private volatile List<Alarm> shown = List.of();

    public AlarmBook(
            MigrationName migration, ControlStore control, AlarmTerms terms, TimeSource time, SteadyClock clock) {
        this.migration = migration;
        this.control = control;
        this.terms = terms;
        this.time = time;
        this.clock = clock;
    }

    /** The alarms that are on, the oldest first. */
    public List<Alarm> on() {
        return shown;
    }

    /** Whether one of this kind is on, as a server before this one may have written it. */
    synchronized boolean isOn(AlarmKind kind) {
        readOnce();
        return on.keySet().stream().anyMatch(key -> key.kind() == kind);
    }

    /**
     * Learns what is found now.
     *
     * @throws dev.godwit.core.GodwitException when the control store does not answer; the next time makes up for it
     */
    synchronized void update(List<Finding> findings) {
        readOnce();
        for (Finding finding : findings) {
            found(new Key(finding.kind(), finding.subject()), finding.message());
        }
        Set<Key> found = findings.stream()
                .map(finding -> new Key(finding.kind(), finding.subject()))
                .collect(Collectors.toSet());
        suspected.keySet().retainAll(found);
        for (Key key : List.copyOf(on.keySet())) {
            if (!found.contains(key)) {
                notFound(key);
            }
        }
        shown = on.values().stream()
                .sorted(Comparator.comparing(Alarm::since).thenComparing(Alarm::kind))
                .toList();
    }

    private void readOnce() {
        if (read) {
            return;
        }
        for (Alarm alarm : control.alarms(migration)) {
            Key key = new Key(alarm.kind(), alarm.subject());
            on.put(key, alarm);
            // Calm counts from when this server could know.
            calmSinceNanos.put(
                    key, time.monotonicNanos() + terms.unknown(alarm.kind()).toNanos());
        }
        read = true;
    }

    private void found(Key key, String message) {
        calmSinceNanos.remove(key);
        Suspicion first = suspected.computeIfAbsent(key, same -> new Suspicion(time.monotonicNanos(), clock.now()));
        Alarm known = on.get(key);
        if (known != null) {
            on.put(key, new Alarm(key.kind(), key.subject(), message, known.since()));
        } else if (time.since(first.nanos()).compareTo(terms.hold(key.kind())) >= 0) {
            Alarm alarm = new Alarm(key.kind(), key.subject(), message, first.at());
            control.raise(
                    migration,
                    alarm,
                    key.kind() + ": " + message + ". Next: " + key.kind().nextStep());
            on.put(key, alarm);
        }
    }

    private void notFound(Key key) {
        long since = calmSinceNanos.computeIfAbsent(key, same -> time.monotonicNanos());
        if (time.since(since).compareTo(terms.calm()) < 0) {
            return;
        }
        Instant began = Optional.ofNullable(on.get(key)).orElseThrow().since();
        control.clear(
                migration,
                key.kind(),
                key.subject(),
                key.kind() + " of " + key.subject() + " is over after " + Spans.inWords(clock.since(began)));
        on.remove(key);
        calmSinceNanos.remove(key);
    }
}
