package dev.godwit.core;

/** One end of a move. */
public enum Side {
    SOURCE,
    TARGET;

    public Side other() {
        return switch (this) {
            case SOURCE -> TARGET;
            case TARGET -> SOURCE;
        };
    }
}
