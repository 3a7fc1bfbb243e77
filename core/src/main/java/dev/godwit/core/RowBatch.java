package dev.godwit.core;

/** Rows between two stores, in a form that only the stores know. */
public interface RowBatch {
    /** How many rows there are. */
    int count();

    /** How large they are on their way, in bytes. */
    long bytes();
}
