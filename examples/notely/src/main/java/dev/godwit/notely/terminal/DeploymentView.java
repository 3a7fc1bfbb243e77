package dev.godwit.notely.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the deployment controller does. Immutable.
 *
 * @param state such as {@code READY} or {@code ROLLOUT_WAIT}
 * @param step what is being done, for people; empty when nothing is
 * @param failure why the last deployment failed; it may have many lines, such as a compiler's errors
 * @param overlap how far the overlap of two versions has come, while there is one
 * @param current the version that takes traffic; absent before the first is ready
 * @param previous the one that is being replaced, or that was replaced last
 */
public record DeploymentView(
        String state,
        String step,
        Optional<String> failure,
        Optional<Overlap> overlap,
        Optional<VersionView> current,
        Optional<VersionView> previous) {

    /** The time in which two versions take traffic. */
    public record Overlap(Duration passed, Duration whole) {
        public Duration left() {
            return whole.minus(passed).isNegative() ? Duration.ZERO : whole.minus(passed);
        }
    }

    /**
     * One version of the data proxy.
     *
     * @param state such as {@code ready}, {@code restarting} or {@code stopped}
     * @param weight percent of the requests that it is to get
     * @param pid of its process
     * @param launched when its process was started
     * @param restarts how often it was started again
     * @param lastWords why it is not alive, as far as is known; empty while it is
     */
    public record VersionView(
            int version,
            String strategy,
            String state,
            int weight,
            OptionalLong pid,
            Optional<Instant> launched,
            int restarts,
            String lastWords,
            List<OperationRow> operations) {
        public VersionView {
            operations = List.copyOf(operations);
        }
    }

    /**
     * Calls of one kind to one version.
     *
     * @param status {@code success}, {@code contention} or {@code error}
     */
    public record OperationRow(String operation, String status, TrafficView.Counted count, double p95Millis) {}
}
