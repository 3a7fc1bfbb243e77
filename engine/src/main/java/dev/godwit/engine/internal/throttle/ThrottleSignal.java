package dev.godwit.engine.internal.throttle;

/** Something that shows whether the application suffers. One class for each signal; {@link ThrottleSignals} lists them. */
public interface ThrottleSignal {
    /** How it is now; a signal that can't be read counts as bad. Never throws. */
    Strain read();
}
