package dev.godwit.server.internal.page;

import dev.godwit.core.ApplicationLatency;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.engine.access.LoggedCommand;
import dev.godwit.server.access.Discretion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A migration at one moment.
 *
 * @param events the newest first
 * @param requests commands that wait for another person to agree
 */
public record Snapshot(
        MigrationStatus status,
        Board board,
        PauseHistogram pauses,
        List<Rates.Point> rates,
        ApplicationLatency latency,
        List<JournalEntry> events,
        List<LoggedCommand> requests,
        List<StageMark> stages,
        Instant at) {
    /** What somebody may see of it. */
    Snapshot shownTo(Viewer viewer) {
        return viewer.seesNames()
                ? this
                : new Snapshot(
                        Discretion.shown(status, viewer.identity()),
                        board,
                        pauses,
                        rates,
                        latency,
                        List.of(),
                        List.of(),
                        stages,
                        at);
    }

    /** Why nothing moves, but for what the page shows elsewhere: the throttle, and what wants an approval. */
    public List<String> otherWaits() {
        boolean approvalWanted = status.waves().stream().anyMatch(WaveStatus::approvalWanted);
        return status.waitsFor().stream()
                .filter(reason -> !status.throttle().equals(Optional.of(reason)))
                .filter(reason -> !(approvalWanted && reason.contains("'godwit approve'")))
                .filter(reason -> requests.stream().noneMatch(request -> reason.contains(request.id())))
                .toList();
    }
}
