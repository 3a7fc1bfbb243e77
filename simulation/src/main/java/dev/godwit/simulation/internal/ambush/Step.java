package dev.godwit.simulation.internal.ambush;

import dev.godwit.core.UnitId;
import dev.godwit.testkit.SimulatedProcess;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment in the life of a request.
 *
 * @param what the request, or the statement that is about to begin
 */
public record Step(SimulatedProcess client, SimulatedProcess server, Moment moment, String what) {
    private static final Pattern UNIT = Pattern.compile("unit=(u\\d+)");

    /** Which moment. */
    public enum Moment {
        /** It has arrived, and nothing is done yet. */
        REQUEST,
        /** One statement has ended, and the next has not begun. */
        BETWEEN,
        /** All is done, and the answer has not left. */
        ANSWER
    }

    boolean is(Moment wanted, String part) {
        return moment == wanted && what.contains(part);
    }

    boolean isOf(SimulatedProcess process) {
        return client.equals(process);
    }

    /** Whether a server of Godwit has sent it. */
    boolean isOfServer() {
        return client.name().startsWith("server");
    }

    /** The unit of a change of a fence. */
    Optional<UnitId> unit() {
        Matcher found = UNIT.matcher(what);
        return found.find() ? Optional.of(UnitId.of(found.group(1))) : Optional.empty();
    }
}
