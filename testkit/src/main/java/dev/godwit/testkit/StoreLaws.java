package dev.godwit.testkit;

import dev.godwit.core.EntityName;
import dev.godwit.core.Epoch;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Key;
import dev.godwit.core.MoverRight;
import dev.godwit.core.Token;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.StoreObserver.Author;
import dev.godwit.testkit.Stored.FenceRow;
import dev.godwit.testkit.Stored.Row;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link MemoryDatabase} enforces by itself, one law each. {@link #REAL} are those of the move protocol; a mutation
 * decorates one of them, and a suite that does not notice is missing a test.
 */
public record StoreLaws(
        UnitLocks locks,
        WriterGate writers,
        MarkLedger marks,
        MoverGate movers,
        FenceRules fences,
        Ownership ownership,
        Durability durability) {

    public static final StoreLaws REAL = new StoreLaws(
            new RealUnitLocks(),
            new RealWriterGate(),
            new RealMarkLedger(),
            new RealMoverGate(),
            new RealFenceRules(),
            (existing, unit) -> existing.unit().equals(unit),
            author -> true);

    /** The lock of a unit, kept to the end of the transaction. */
    public interface UnitLocks {
        void shared(MemoryTransaction transaction, UnitId unit);

        void exclusive(MemoryTransaction transaction, UnitId unit);

        /** Who holds it now. */
        Set<MemoryTransaction> holders(MemoryDatabase database, UnitId unit);
    }

    /** Judges a write of the application, inside the writer's own transaction. */
    @FunctionalInterface
    public interface WriterGate {
        /**
         * Lets the writer in or throws.
         *
         * @return whether its changes have to be marked
         * @throws dev.godwit.core.StoreRefusedException when this store does not take the unit's writes
         */
        boolean judge(MemoryTransaction transaction, StoreLaws laws, UnitId unit);
    }

    /** Where marks are left and deleted. */
    public interface MarkLedger {
        void leave(MemoryTransaction transaction, UnitId unit, EntityName entity, Key key);

        /** Deletes the marks with exactly these numbers. */
        void delete(MemoryTransaction transaction, Collection<Long> numbers);
    }

    /** Judges a mover's right, inside its own transaction. */
    @FunctionalInterface
    public interface MoverGate {
        /**
         * Lets the mover in or throws.
         *
         * @param removal whether a MOVED store is right too
         * @throws dev.godwit.core.GodwitException with MOVER_SHUT_OUT
         */
        void enter(MemoryTransaction transaction, StoreLaws laws, MoverRight right, boolean removal);
    }

    /** What a change makes of a fence: a compare-and-set. */
    public interface FenceRules {
        /** The row afterwards, or empty when it is not as the change expects. */
        Optional<FenceRow> change(FenceRow row, FenceChange change, boolean marksExist, long nowNanos);

        /** The row with a new token, or empty when it may not get one. */
        Optional<FenceRow> giveToken(FenceRow row, TokenRequest request);
    }

    /** Who asks for a token, and which one it would be. */
    public record TokenRequest(Purpose purpose, Epoch epoch, Token token) {
        /** What the token is for. */
        public enum Purpose {
            MIRROR,
            EVICT,
            REMOVE
        }
    }

    /** Whether a mover of the unit may overwrite or delete a row. */
    @FunctionalInterface
    public interface Ownership {
        boolean mayChange(Row existing, UnitId unit);
    }

    /** Whether a commit is on disk before it is answered. */
    @FunctionalInterface
    public interface Durability {
        boolean isSynchronous(Author author);
    }

    public StoreLaws with(UnitLocks other) {
        return new StoreLaws(other, writers, marks, movers, fences, ownership, durability);
    }

    public StoreLaws with(WriterGate other) {
        return new StoreLaws(locks, other, marks, movers, fences, ownership, durability);
    }

    public StoreLaws with(MarkLedger other) {
        return new StoreLaws(locks, writers, other, movers, fences, ownership, durability);
    }

    public StoreLaws with(MoverGate other) {
        return new StoreLaws(locks, writers, marks, other, fences, ownership, durability);
    }

    public StoreLaws with(FenceRules other) {
        return new StoreLaws(locks, writers, marks, movers, other, ownership, durability);
    }

    public StoreLaws with(Ownership other) {
        return new StoreLaws(locks, writers, marks, movers, fences, other, durability);
    }

    public StoreLaws with(Durability other) {
        return new StoreLaws(locks, writers, marks, movers, fences, ownership, other);
    }
}
