package dev.godwit.core;

/** Rows between two stores, in a form that only the stores know. */
public interface RowBatch {
    /** No rows. */
    RowBatch NONE = new RowBatch() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }
    };

    /** How many rows there are. */
    int count();

    /** How large they are on their way, in bytes. */
    long bytes();
}
