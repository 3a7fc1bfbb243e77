package dev.godwit.core;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What hands out keys in one store: sequences, identity columns, a table's own numbering. Columns are called as the plan
 * does. Thread-safe; all methods throw {@link GodwitException} when the store can't be asked.
 */
public interface KeySequences {
    /** Stores that hand out no keys. */
    KeySequences NONE = new KeySequences() {
        @Override
        public Optional<KeySequence> read(Entity entity, String column) {
            return Optional.empty();
        }

        @Override
        public OptionalLong greatestKey(Entity entity, String column) {
            return OptionalLong.empty();
        }

        @Override
        public boolean goOnBeyond(Entity entity, String column, long value) {
            return false;
        }
    };

    /** What hands out the values of a column; absent when the database does not. */
    Optional<KeySequence> read(Entity entity, String column);

    /**
     * The greatest value of a column of whole numbers; absent when the table is empty.
     *
     * @throws GodwitException with {@link ErrorCode#STORE_STATEMENT_TIMEOUT} when no index gives it in a few seconds
     */
    OptionalLong greatestKey(Entity entity, String column);

    /**
     * Lets all values that are handed out from now on be greater than this one, durably. Nothing is ever set back: one that
     * is there already stays where it is, whoever else moves it at the same time. Sessions that hold values keep them.
     *
     * @return whether it had to be moved
     */
    boolean goOnBeyond(Entity entity, String column, long value);
}
