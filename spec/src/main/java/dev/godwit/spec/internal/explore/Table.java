package dev.godwit.spec.internal.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The actions of a model, one after the other, as a specification is read. */
public final class Table<W extends World> {
    private final List<Action<W>> actions = new ArrayList<>();

    /** What somebody does when the guard holds. */
    public void step(String name, Predicate<W> guard, Consumer<W> effect) {
        actions.add(new Action<>(name, false, guard, effect));
    }

    /** What happens to somebody. */
    public void fault(String name, Predicate<W> guard, Consumer<W> effect) {
        actions.add(new Action<>(name, true, guard, effect));
    }

    List<Action<W>> actions() {
        return List.copyOf(actions);
    }
}
