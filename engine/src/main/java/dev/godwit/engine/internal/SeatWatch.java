package dev.godwit.engine.internal;

import dev.godwit.core.TimeSource;
import dev.godwit.engine.spi.Seat;
import java.time.Duration;
import java.util.Optional;

/** What a server that does not lead sees of the seat, and for how long it has not changed, by its own clock. */
final class SeatWatch {
    /**
     * The seat as it was seen last.
     *
     * @param alive whether its server has shown a sign of life, or taken it, since this one looks
     */
    private record Look(Seat seat, long firstNanos, boolean alive) {}

    private final TimeSource time;
    private volatile Optional<Look> look = Optional.empty();

    SeatWatch(TimeSource time) {
        this.time = time;
    }

    /** The seat was just read. A sign of life in it is older than this moment, so counting from here is on the safe side. */
    void saw(Seat seat) {
        if (look.filter(last -> last.seat().equals(seat)).isEmpty()) {
            look = Optional.of(new Look(seat, time.monotonicNanos(), look.isPresent()));
        }
    }

    /** The seat could not be read, so nobody could give a sign of life either: whoever leads gets a lease length for it. */
    void sawNothing() {
        look = Optional.empty();
    }

    /** Whether the seat may be taken: it was given up, or nothing has changed for so long. */
    boolean free(Duration lease) {
        return look.filter(last -> last.seat().server().isEmpty() || !fresh(last, lease))
                .isPresent();
    }

    /** Whether a server has shown a sign of life, or taken the seat, since this one looks. */
    boolean sawLife() {
        return look.filter(Look::alive).isPresent();
    }

    /** Where the server answers that shows signs of life. */
    Optional<String> leaderAddress(Duration lease) {
        return look.filter(last -> last.alive() && fresh(last, lease))
                .flatMap(last -> last.seat().address());
    }

    private boolean fresh(Look last, Duration lease) {
        return time.since(last.firstNanos()).compareTo(lease) < 0;
    }
}
