package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.StoreName;
import dev.godwit.core.TimeSource;
import dev.godwit.router.ScatterOptions;
import dev.godwit.router.ScatterOptions.WhenStoresFail;
import dev.godwit.router.ScatterResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stores during one call that has a deadline, and which of them have failed. Used by one thread. */
final class StoresAbreast<C> {
    private final Abreast abreast;
    private final TimeSource time;
    private final ScatterOptions options;
    private final long began;
    private final Map<StoreName, Throwable> missing = new TreeMap<>();

    StoresAbreast(Abreast abreast, TimeSource time, ScatterOptions options) {
        this.abreast = abreast;
        this.time = time;
        this.options = options;
        this.began = time.monotonicNanos();
    }

    /** Never below zero. */
    Duration remaining() {
        Duration left = options.deadline().minus(time.since(began));
        return left.isNegative() ? Duration.ZERO : left;
    }

    Duration aThird() {
        return remaining().dividedBy(3);
    }

    boolean someAreMissing() {
        return !missing.isEmpty();
    }

    List<ApplicationStore<C>> present(List<ApplicationStore<C>> all) {
        return all.stream().filter(store -> !missing.containsKey(store.name())).toList();
    }

    List<ScatterResult.Missing> missing() {
        return missing.entrySet().stream()
                .map(failed -> new ScatterResult.Missing(failed.getKey(), failed.getValue()))
                .toList();
    }

    /**
     * Runs a step in each store; what is returned is ordered by store and lacks those that failed.
     *
     * @param end gives the store's connection back: of one that failed, and of one that was late when it ends
     * @throws GodwitException when one has failed and the caller wants all
     */
    <T extends @Nullable Object> Map<StoreName, T> inEach(
            List<ApplicationStore<C>> stores,
            Duration patience,
            Abreast.Step<ApplicationStore<C>, T> step,
            Consumer<ApplicationStore<C>> end) {
        Map<StoreName, ApplicationStore<C>> byName = new TreeMap<>();
        stores.forEach(store -> byName.put(store.name(), store));
        Map<StoreName, Abreast.End<T>> ends = abreast.run(
                byName.keySet(),
                patience,
                name -> step.run(Objects.requireNonNull(byName.get(name))),
                name -> end.accept(Objects.requireNonNull(byName.get(name))));
        Map<StoreName, T> answers = new TreeMap<>();
        byName.forEach((name, store) -> {
            switch (Objects.requireNonNull(ends.get(name))) {
                case Abreast.End.Done<T>(T value) -> answers.put(name, value);
                case Abreast.End.Failed<T>(Throwable why) -> {
                    missing.put(name, why);
                    end.accept(store);
                }
                case Abreast.End.Late<T>() -> missing.put(name, late());
            }
        });
        return answers;
    }

    /** @throws GodwitException when that is not what the caller wants */
    void requireEnough(Map<StoreName, ?> answers) {
        if (someAreMissing() && (options.whenStoresFail() == WhenStoresFail.FAIL || answers.isEmpty())) {
            throw incomplete();
        }
    }

    /** Runs a step that belongs to no single store. */
    <T extends @Nullable Object> T once(String name, Abreast.Step<String, T> step) {
        Abreast.End<T> came = Objects.requireNonNull(
                abreast.run(List.of(name), remaining(), step, ended -> {}).get(name));
        return switch (came) {
            case Abreast.End.Done<T>(T value) -> value;
            case Abreast.End.Failed<T>(Throwable why) ->
                throw new GodwitException(
                        ErrorCode.SCATTER_INCOMPLETE, name + " could not be read: " + why.getMessage(), why);
            case Abreast.End.Late<T>() -> throw late();
        };
    }

    private GodwitException late() {
        return new GodwitException(
                ErrorCode.SCATTER_INCOMPLETE,
                "no answer in time, with " + options.deadline().toMillis() + " ms for the whole question");
    }

    private GodwitException incomplete() {
        String stores = missing.entrySet().stream()
                .map(failed -> failed.getKey() + " (" + failed.getValue().getMessage() + ")")
                .collect(Collectors.joining(", "));
        GodwitException incomplete = new GodwitException(
                ErrorCode.SCATTER_INCOMPLETE,
                "stores did not answer: " + stores,
                missing.values().iterator().next());
        missing.values().stream().skip(1).forEach(incomplete::addSuppressed);
        return incomplete;
    }
}
