package dev.godwit.notely.application;

import dev.godwit.notely.deploy.DeploymentState;
import dev.godwit.notely.deploy.DeploymentStatus;
import dev.godwit.notely.deploy.DeploymentStatus.VersionStatus;
import dev.godwit.notely.telemetry.TelemetrySnapshot;
import dev.godwit.notely.terminal.DeploymentView;
import dev.godwit.notely.terminal.DeploymentView.Overlap;
import dev.godwit.notely.terminal.DeploymentView.VersionView;
import java.util.Optional;

/** Makes of deployments what people look at. */
final class DeploymentFeed {
    private DeploymentFeed() {}

    static DeploymentView view(DeploymentStatus status, TelemetrySnapshot measured) {
        Optional<Overlap> overlap = status.state() == DeploymentState.ROLLOUT_WAIT
                ? Optional.of(new Overlap(status.overlap().minus(status.left()), status.overlap()))
                : Optional.empty();
        return new DeploymentView(
                status.state().name(),
                status.step(),
                status.failure(),
                overlap,
                status.current().map(version -> view(version, measured)),
                status.previous().map(version -> view(version, measured)));
    }

    private static VersionView view(VersionStatus version, TelemetrySnapshot measured) {
        return new VersionView(
                version.version(),
                version.strategy().text(),
                version.state(),
                version.weight(),
                version.facts().processId(),
                version.facts().launchedAt(),
                version.facts().restarts(),
                version.facts().lastWords(),
                TrafficFeed.operations(measured, version.version()));
    }
}
