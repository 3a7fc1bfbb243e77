package dev.godwit.core;

/** Told at each named pause point. A test may stop or kill the process there; production does nothing. Thread-safe. */
@FunctionalInterface
public interface PausePoints {
    PausePoints NONE = point -> {};

    void reached(PausePoint point);
}
