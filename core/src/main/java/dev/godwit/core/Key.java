package dev.godwit.core;

/**
 * The primary key of a row as the canonical text that the database gives for it.
 *
 * <p>Keys are equal when their text is. Their order is the database's own and is never decided here.
 *
 * @param text the database's text form of the key
 */
public record Key(String text) {
    @Override
    public String toString() {
        return text;
    }
}
