package dev.godwit.examples.suite;

/**
 * Money of an owner.
 *
 * @param version grows by one with each change
 */
public record Pot(long id, String owner, long amount, long version) {
    /** With more money, or less. */
    public Pot plus(long difference) {
        return new Pot(id, owner, amount + difference, version);
    }
}
