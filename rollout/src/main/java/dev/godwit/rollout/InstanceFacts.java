package dev.godwit.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What people want to know of an instance.
 *
 * @param processId of its last start, where it is a process
 * @param launchedAt when it was started last
 * @param restarts how often it was started again after it had died
 * @param lastWords why it is not alive, as far as is known, such as its exit code and the last lines that it wrote; empty
 *     while it is
 */
public record InstanceFacts(OptionalLong processId, Optional<Instant> launchedAt, int restarts, String lastWords) {
    /** Of an instance that was never started. */
    public static final InstanceFacts NONE = new InstanceFacts(OptionalLong.empty(), Optional.empty(), 0, "");
}
