package dev.godwit.server.plan;

import dev.godwit.core.Plan.Rehearsal;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.Plan.StoreAddress;
import dev.godwit.core.Plan.Wave;
import dev.godwit.core.StoreName;
import dev.godwit.server.plan.MovePart.Direction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code rehearsal}: two stores under {@code stores} in which the move can be tried with a sample.
 *
 * @param section absent when the plan says nothing, or nothing that can be read
 */
record RehearsalPart(
        Optional<Value> section, Optional<StoreName> source, Optional<StoreName> target, int units, boolean required) {
    private static final int UNITS = 10;

    static RehearsalPart read(Section plan, StoreNames names) {
        Optional<Value> value = plan.optional("rehearsal");
        Optional<Section> section = value.flatMap(Value::section);
        if (section.isEmpty()) {
            return new RehearsalPart(Optional.empty(), Optional.empty(), Optional.empty(), UNITS, false);
        }
        Section keys = section.get();
        RehearsalPart part = new RehearsalPart(
                value,
                keys.required("source").flatMap(names::read),
                keys.required("target").flatMap(names::read),
                keys.optional("units")
                        .flatMap(units -> units.whole(1, Rehearsal.UNITS_MAX))
                        .orElse(UNITS),
                keys.optional("required").flatMap(Value::flag).orElse(false));
        keys.finish();
        return part;
    }

    Set<StoreName> scratch() {
        Set<StoreName> scratch = new LinkedHashSet<>();
        source.ifPresent(scratch::add);
        target.ifPresent(scratch::add);
        return scratch;
    }

    /** The stores that the migration has to do with. One that is taken for scratch by mistake is among them. */
    List<StoreAddress> withoutScratch(List<StoreAddress> stores) {
        return stores.stream()
                .filter(store -> !scratch().contains(store.name()))
                .toList();
    }

    /** Says which scratch store is a real one, whatever it is called; the databases themselves are asked later. */
    void requireApart(List<StoreAddress> stores, Direction direction, List<Wave> waves) {
        if (section.isEmpty() || source.isEmpty() || target.isEmpty()) {
            return;
        }
        Set<StoreName> real = new LinkedHashSet<>(direction.stores());
        waves.stream()
                .map(Wave::units)
                .filter(Selection.Query.class::isInstance)
                .map(units -> ((Selection.Query) units).store())
                .forEach(real::add);
        if (source.equals(target)) {
            section.get().refuse("'source' and 'target' are the same store");
        }
        for (StoreName scratch : scratch()) {
            real.stream()
                    .filter(other -> scratch.equals(other)
                            || (url(stores, scratch).isPresent()
                                    && url(stores, scratch).equals(url(stores, other))))
                    .findFirst()
                    .ifPresent(other -> section.get()
                            .refuse("store '" + scratch + "' is "
                                    + (scratch.equals(other) ? "a store" : "the database of store '" + other + "'")
                                    + " of the migration; a rehearsal needs databases of its own"));
        }
        if (!source.equals(target)
                && url(stores, source.get()).isPresent()
                && url(stores, source.get()).equals(url(stores, target.get()))) {
            section.get().refuse("'source' and 'target' are the same database");
        }
    }

    /** What it comes to, once nothing is wrong. */
    Optional<Rehearsal> of(List<StoreAddress> stores) {
        return source.flatMap(
                from -> target.map(to -> new Rehearsal(address(stores, from), address(stores, to), units, required)));
    }

    private static StoreAddress address(List<StoreAddress> stores, StoreName name) {
        return stores.stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Without its parameters. */
    private static Optional<String> url(List<StoreAddress> stores, StoreName name) {
        return stores.stream()
                .filter(store -> store.name().equals(name))
                .map(store -> store.url().split("\\?", 2)[0])
                .findFirst();
    }
}
