package dev.godwit.engine.internal.throttle;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Store;
import dev.godwit.core.Store.Load;
import dev.godwit.engine.ThrottleReason;
import java.util.function.Function;

/** Something that a store says of itself. */
record StoreLoadSignal(Store store, ThrottleReason reason, String what, Function<Load, Strain> judge)
        implements ThrottleSignal {
    @Override
    public Strain read() {
        try {
            return judge.apply(store.load());
        } catch (GodwitException e) {
            return Strain.unreadable(reason, what, String.valueOf(e.getMessage()));
        }
    }
}
