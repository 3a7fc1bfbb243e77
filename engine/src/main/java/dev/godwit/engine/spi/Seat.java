package dev.godwit.engine.spi;

import java.util.Optional;

/**
 * The one seat of the server that leads, as the control store has it. It holds no times: whoever looks at it measures by
 * its own clock for how long nothing about it has changed.
 *
 * @param server who leads; absent when the seat was given up, or nobody has ever taken it
 * @param address where that server answers, if it does
 * @param term grows each time somebody takes the seat, so it is a fencing token for what is decided in it
 * @param beat grows with each sign of life of the server
 */
public record Seat(Optional<String> server, Optional<String> address, long term, long beat) {
    /** Nobody has ever taken it. */
    public static final Seat NEVER_TAKEN = new Seat(Optional.empty(), Optional.empty(), 0, 0);
}
