package dev.godwit.engine.preflight;

import dev.godwit.core.StoreName;
import dev.godwit.core.UnitId;
import dev.godwit.engine.rehearsal.RehearsalRecord;
import java.util.Map;
import java.util.Optional;

/**
 * What the control store knows about the stores: it tells rows and objects that Godwit made from those that somebody
 * else did. Thread-safe.
 */
public interface History {
    /** Knows nothing: a migration that starts for the first time. */
    History NONE = new History() {
        @Override
        public boolean installed(StoreName store) {
            return false;
        }

        @Override
        public boolean explains(UnitId unit) {
            return false;
        }

        @Override
        public boolean isDefaultHome(StoreName store) {
            return false;
        }
    };

    /** Whether Godwit's fences in this store are of a keyspace that the control store knows. */
    boolean installed(StoreName store);

    /** Whether a move that the control store knows may have written rows of this unit into the target. */
    boolean explains(UnitId unit);

    /** Whether units that the control store does not list live in this store. */
    boolean isDefaultHome(StoreName store);

    /** Where the units live that any migration has ever taken. */
    default Map<UnitId, StoreName> homes() {
        return Map.of();
    }

    /** The last rehearsal of the plan's migration, whatever it came to. */
    default Optional<RehearsalRecord> rehearsal() {
        return Optional.empty();
    }
}
