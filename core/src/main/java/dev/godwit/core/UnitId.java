package dev.godwit.core;

/**
 * The identity of a unit: the smallest set of rows that can move on its own, such as one tenant. It is the canonical
 * text of the unit column, compared byte by byte.
 *
 * @param value 1 to 200 characters
 * @throws GodwitException with {@link ErrorCode#INVALID_UNIT} when the value is empty or too long
 */
public record UnitId(String value) implements Comparable<UnitId> {
    private static final int MAXIMUM_LENGTH = 200;

    public UnitId {
        if (value.isEmpty() || value.length() > MAXIMUM_LENGTH) {
            throw new GodwitException(
                    ErrorCode.INVALID_UNIT,
                    "a unit has 1 to " + MAXIMUM_LENGTH + " characters, this one has " + value.length());
        }
    }

    public static UnitId of(String value) {
        return new UnitId(value);
    }

    @Override
    public int compareTo(UnitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
