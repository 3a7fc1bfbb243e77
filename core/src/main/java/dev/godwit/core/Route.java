package dev.godwit.core;

/** The way of units from one store to another. */
public record Route(StoreName source, StoreName target) {
    @Override
    public String toString() {
        return source + " to " + target;
    }
}
