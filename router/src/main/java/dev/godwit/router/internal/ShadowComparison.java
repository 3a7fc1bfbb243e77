package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ApplicationStore.Session;
import dev.godwit.core.ApplicationStore.Standing;
import dev.godwit.core.ApplicationStore.TransactionOptions;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Role;
import dev.godwit.core.TimeSource;
import dev.godwit.core.UnitId;
import dev.godwit.router.ShadowReads;
import dev.godwit.router.Work;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the mirror what the home was asked. Another answer is a difference only if it stays another one for longer than the
 * mirror may be behind, while the home gives the same answer again and again and the placement does not change. Used by
 * one task.
 */
final class ShadowComparison<C> {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowComparison.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private final ShadowReads settings;
    private final Stores<C> stores;
    private final CurrentOperation<C> current;
    private final ReadRoute<C> reads;
    private final PlacementCache cache;
    private final Counters counters;
    private final TimeSource time;

    ShadowComparison(
            ShadowReads settings,
            Stores<C> stores,
            CurrentOperation<C> current,
            ReadRoute<C> reads,
            PlacementCache cache,
            Counters counters,
            TimeSource time) {
        this.settings = settings;
        this.stores = stores;
        this.current = current;
        this.reads = reads;
        this.cache = cache;
        this.counters = counters;
        this.time = time;
    }

    /** An answer, or the failure of the application's own work, which is one too. */
    private record Answer(@Nullable Object value, @Nullable Exception failure) {
        boolean equals(@Nullable Object other, @Nullable Exception otherFailure) {
            return failure == null && otherFailure == null && Objects.deepEquals(value, other);
        }
    }

    void compare(Shadows.Sample<C> sample) throws InterruptedException {
        try {
            judge(sample);
        } catch (GodwitException e) {
            LOG.debug("shadow read {} was not compared: {}", sample.name(), e.getMessage());
            counters.shadowsUnsettled.increment();
        }
    }

    private void judge(Shadows.Sample<C> sample) throws InterruptedException {
        long begun = time.monotonicNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<Answer> mirror = askMirror(sample);
            if (mirror.isEmpty() || !cache.stillHolds(sample.trust())) {
                counters.shadowsUnsettled.increment();
                return;
            }
            if (mirror.get().equals(sample.answer(), null)) {
                counters.shadowsEqual.increment();
                return;
            }
            Answer home = askHome(sample);
            if (!home.equals(sample.answer(), null) || !cache.stillHolds(sample.trust())) {
                counters.shadowsUnsettled.increment();
                return;
            }
            if (time.since(begun).compareTo(settings.patience()) >= 0) {
                counters.shadowsDifferent.increment();
                report(sample, mirror.get());
                return;
            }
            time.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private Answer askHome(Shadows.Sample<C> sample) {
        Outcome<Object> outcome =
                reads.read(sample.unit(), TransactionOptions.READ, StoreWork.<C, Object>of(widened(sample.work())));
        return answer(outcome);
    }

    /** Empty when the store is not the mirror all along. */
    private Optional<Answer> askMirror(Shadows.Sample<C> sample) {
        ApplicationStore<C> store = stores.get(sample.mirror());
        Session<C> session = store.begin(TransactionOptions.READ);
        try {
            Standing first = session.standing(sample.unit());
            if (first.role() != Role.MIRROR) {
                return Optional.empty();
            }
            Outcome<Object> outcome = current.run(
                    new Alone<>(session, sample.unit()),
                    () -> widened(sample.work()).run(session.connection()));
            Sessions.end(session);
            Standing last = store.standing(sample.unit());
            return last.role() == Role.MIRROR && last.epoch().equals(first.epoch())
                    ? Optional.of(answer(outcome))
                    : Optional.empty();
        } finally {
            Sessions.end(session);
        }
    }

    private static Answer answer(Outcome<Object> outcome) {
        return switch (outcome) {
            case Outcome.Value<Object>(Object value) -> new Answer(value, null);
            case Outcome.Failure<Object>(Exception cause) -> {
                if (cause instanceof GodwitException trouble) {
                    throw trouble;
                }
                yield new Answer(null, cause);
            }
        };
    }

    @SuppressWarnings("unchecked") // what it returns is only compared, and what it throws is caught
    private static <C> Work<C, Object, Exception> widened(Work<? super C, ?, ?> work) {
        return (Work<C, Object, Exception>) work;
    }

    private void report(Shadows.Sample<C> sample, Answer mirror) {
        Exception failure = mirror.failure();
        String kind = failure == null
                ? "another answer"
                : "a failure, " + failure.getClass().getName();
        if (settings.showValues()) {
            LOG.warn(
                    "shadow read {} of unit {}: mirror {} gave {}: {} instead of {}",
                    sample.name(),
                    sample.unit(),
                    sample.mirror(),
                    kind,
                    failure == null ? mirror.value() : failure.getMessage(),
                    sample.answer());
        } else {
            LOG.warn(
                    "shadow read {} of unit {}: mirror {} gave {}",
                    sample.name(),
                    sample.unit(),
                    sample.mirror(),
                    kind);
        }
    }

    /** The work is about this unit and only reads: anything else would be asked of other stores. */
    private record Alone<C>(Session<C> session, UnitId unit) implements Operation<C> {
        @Override
        public C joinRead(UnitId other) {
            if (!other.equals(unit)) {
                throw new GodwitException(ErrorCode.INVALID_REQUEST, "a shadow read is about one unit");
            }
            return session.connection();
        }

        @Override
        public C joinWrite(Set<UnitId> units) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "a shadow read does not write");
        }
    }
}
