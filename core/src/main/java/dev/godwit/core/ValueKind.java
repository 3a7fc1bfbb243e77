package dev.godwit.core;

/**
 * What the values of a column are, whatever database holds them, and their one portable text: equal values have equal
 * texts in every store, so that rows can be compared and hashed without knowing where they came from.
 */
public enum ValueKind {
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** A whole number of up to 64 bits in decimal. */
    INTEGER,
    /** An exact decimal number in plain notation, with its scale. */
    DECIMAL,
    /** A binary floating-point number as {@link Double#toString(double)} writes it; zero has no sign. */
    FLOAT,
    /** The text itself: that of an enum is its label, that of a padded one has no padding. */
    TEXT,
    /** {@code \x} and two lower-case hexadecimal digits for each byte. */
    BYTES,
    /** {@code 2026-12-31}. */
    DATE,
    /** {@code 23:59:59.999999}, without trailing zeros of the fraction. */
    TIME,
    /** {@code 2026-12-31 23:59:59.999999}, without trailing zeros of the fraction. */
    TIMESTAMP,
    /** As {@link #TIMESTAMP} in UTC, followed by {@code +00}. */
    TIMESTAMP_WITH_ZONE,
    /** A UUID in lower case with hyphens. */
    UUID,
    /** A JSON text as the database that has the strongest type for it writes it. */
    JSON,
    /** A value whose text is whatever its database writes: arrays, ranges, and what is not known here. */
    OTHER
}
