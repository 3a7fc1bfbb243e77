package dev.godwit.engine.internal.keys;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Flags;
import dev.godwit.core.GodwitException;
import dev.godwit.core.KeySequence;
import dev.godwit.core.KeySequences;
import dev.godwit.core.Plan;
import dev.godwit.core.Problem;
import dev.godwit.core.Side;
import dev.godwit.core.Store;
import dev.godwit.engine.internal.keys.KeyRangeChoice.Chosen;
import dev.godwit.engine.internal.keys.KeyRangeChoice.Impossible;
import dev.godwit.engine.internal.unit.Stores;
import dev.godwit.engine.spi.ControlStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives each store a range of keys of its own and keeps it so (protocol, section 7). Ranges are recorded before they are
 * set, and setting them never takes a sequence back, so whoever repeats it harms nobody.
 *
 * <p>A store that comes near the end of its range goes on above the other one. The alternative, a MAXVALUE on its
 * sequence, would make the database refuse inserts of an application that has done nothing wrong. Thread-safe.
 */
public final class KeyRanges {
    /** The step that sets them, which also remembers them. */
    public static final String STEP = "key-ranges";

    // No monitor: on older JDKs that would hold the carrier of a virtual thread while a store is asked.
    private final ReentrantLock lock = new ReentrantLock();
    private final Plan plan;
    private final Stores stores;
    private final ControlStore control;

    public KeyRanges(Plan plan, Stores stores, ControlStore control) {
        this.plan = plan;
        this.stores = stores;
        this.control = control;
    }

    /** What a control store has recorded for a plan. */
    public static Optional<List<KeyRange>> recorded(ControlStore control, Plan plan) {
        return control.remembered(plan.migration().value(), STEP).map(KeyRange::parse);
    }

    /**
     * The state of recorded ranges.
     *
     * @throws GodwitException when a store can't be asked
     */
    public static List<KeyRangeState> states(List<KeyRange> ranges, Plan plan, Store source, Store target) {
        return ranges.stream()
                .flatMap(range -> state(range, plan, source, target).stream())
                .toList();
    }

    /** Chooses, records and sets ranges, unless that was done before. */
    public void start() {
        exclusively(() -> {
            if (recorded(control, plan).isEmpty()) {
                List<KeyRange> chosen = choose();
                record(chosen);
                chosen.forEach(this::note);
            }
            set(recorded());
        });
    }

    /** Whether each store goes on in its own range. */
    public boolean isSet() {
        return recorded(control, plan).isPresent()
                && states(recorded(), plan, stores.source(), stores.target()).stream()
                        .allMatch(KeyRangeState::isSet);
    }

    /**
     * Looks how far the sequences are: one that was set back goes on in its range, and one that comes near its end in
     * another one. A range that was left asks for attention.
     *
     * @return how it is now
     * @throws GodwitException when a store can't be asked
     */
    public List<KeyRangeState> keep() {
        List<KeyRangeState> states = new ArrayList<>();
        exclusively(() -> {
            for (KeyRangeState found : states(recorded(), plan, stores.source(), stores.target())) {
                askAbout(found);
                KeyRangeState state = found.isSet() ? found : setAgain(found);
                states.add(state.nearlyUsed() ? widened(state) : state);
            }
        });
        return List.copyOf(states);
    }

    /**
     * Ends it: one store alone hands out keys from now on, above all that the other one has handed out.
     *
     * @param home where all units live
     */
    public void end(Side home) {
        exclusively(() -> {
            for (KeyRange range : recorded()) {
                KeyColumn column = column(range, plan);
                Optional<KeySequence> other =
                        stores.on(home.other()).keySequences().read(column.entity(), column.column());
                if (other.isPresent() && other.get().last().isPresent()) {
                    goOnBeyond(home, column, other.get().last().getAsLong());
                }
            }
            record(List.of());
        });
    }

    /** Whether no store has to keep to a range. */
    public boolean hasEnded() {
        return recorded().isEmpty();
    }

    private List<KeyRange> choose() {
        List<KeyRange> chosen = new ArrayList<>();
        for (KeyColumn column : KeyColumn.of(plan)) {
            choice(column, stores.source(), stores.target()).ifPresent(choice -> {
                switch (choice) {
                    case Chosen possible -> chosen.add(possible.range());
                    case Impossible impossible ->
                        throw new GodwitException(impossible.code(), column.name() + ": " + impossible.reason());
                }
            });
        }
        return chosen;
    }

    /** The first choice for a column; absent when not both stores hand out its values. */
    public static Optional<KeyRangeChoice> choice(KeyColumn column, Store source, Store target) {
        KeySequences from = source.keySequences();
        KeySequences to = target.keySequences();
        return from.read(column.entity(), column.column())
                .flatMap(here -> to.read(column.entity(), column.column())
                        .map(there -> KeyRangeChoice.first(
                                column.name(),
                                here,
                                there,
                                greatest(from, column, here),
                                greatest(to, column, there))));
    }

    /** Only of whole numbers: others are refused anyway. */
    private static OptionalLong greatest(KeySequences sequences, KeyColumn column, KeySequence sequence) {
        return sequence.limit() <= 0 ? OptionalLong.empty() : sequences.greatestKey(column.entity(), column.column());
    }

    private void set(List<KeyRange> ranges) {
        for (KeyRange range : ranges) {
            KeyColumn column = column(range, plan);
            goOnBeyond(range.upper(), column, range.bound());
            goOnBeyond(range.lower(), column, range.floor());
        }
    }

    private void goOnBeyond(Side side, KeyColumn column, long value) {
        stores.on(side).keySequences().goOnBeyond(column.entity(), column.column(), value);
    }

    private KeyRangeState setAgain(KeyRangeState state) {
        set(List.of(state.range()));
        return state(state.range(), plan, stores.source(), stores.target()).orElse(state);
    }

    private KeyRangeState widened(KeyRangeState state) {
        return switch (KeyRangeChoice.next(state.range(), state.lower(), state.upper())) {
            case Impossible impossible -> state;
            case Chosen next -> {
                record(recorded().stream()
                        .map(range -> range.equals(state.range()) ? next.range() : range)
                        .toList());
                note(next.range());
                set(List.of(next.range()));
                yield state(next.range(), plan, stores.source(), stores.target())
                        .orElse(state);
            }
        };
    }

    private void askAbout(KeyRangeState state) {
        Optional<Problem> problem = state.left() ? state.problem() : Optional.empty();
        problem.ifPresent(found -> {
            String reason = new GodwitException(found.code(), found.place() + ": " + found.message()).describe();
            if (control.migration(plan.migration())
                    .filter(migration -> migration.flags().attention().isEmpty())
                    .isPresent()) {
                control.update(
                        plan.migration(),
                        migration -> migration.with(new Flags(migration.flags().paused(), Optional.of(reason))),
                        "ATTENTION: " + reason);
            }
        });
    }

    private static Optional<KeyRangeState> state(KeyRange range, Plan plan, Store source, Store target) {
        KeyColumn column = column(range, plan);
        Store lower = range.lower() == Side.SOURCE ? source : target;
        Store upper = range.lower() == Side.SOURCE ? target : source;
        return lower.keySequences()
                .read(column.entity(), column.column())
                .flatMap(below -> upper.keySequences()
                        .read(column.entity(), column.column())
                        .map(above -> new KeyRangeState(
                                range, lower.name().value(), below, upper.name().value(), above)));
    }

    private static KeyColumn column(KeyRange range, Plan plan) {
        return KeyColumn.of(plan).stream()
                .filter(column -> column.name().equals(range.key()))
                .findFirst()
                .orElseThrow(() -> new GodwitException(
                        ErrorCode.PLAN_CHANGED, "the plan has no key " + range.key() + ", whose ranges are set"));
    }

    private List<KeyRange> recorded() {
        return recorded(control, plan).orElse(List.of());
    }

    private void record(List<KeyRange> ranges) {
        control.remember(plan.migration().value(), STEP, KeyRange.text(ranges));
    }

    private void note(KeyRange range) {
        control.note(
                plan.migration(),
                "keys",
                range.inWords(
                        stores.on(range.lower()).name().value(),
                        stores.on(range.upper()).name().value()));
    }

    private void exclusively(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
