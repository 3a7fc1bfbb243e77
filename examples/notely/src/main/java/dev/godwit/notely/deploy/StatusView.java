package dev.godwit.notely.deploy;

import dev.godwit.notely.deploy.Deployment.Deployed;
import dev.godwit.notely.deploy.DeploymentStatus.VersionStatus;
import dev.godwit.notely.note.NoteService;
import dev.godwit.rollout.Fleet;
import dev.godwit.rollout.ReleaseStatus;
import dev.godwit.rollout.VersionShare;
import java.time.Duration;
import java.util.Optional;

/** Makes the one status out of what the release, the traffic and the instances say. */
final class StatusView {
    private final Fleet<NoteService> fleet;
    private final Duration overlap;

    StatusView(Fleet<NoteService> fleet, Duration overlap) {
        this.fleet = fleet;
        this.overlap = overlap;
    }

    /**
     * The status; a deployment whose last record is still being written is under way.
     *
     * @param interrupted what the end of an earlier process has interrupted
     */
    DeploymentStatus of(
            Optional<Deployment> newest, Optional<String> failure, Optional<String> interrupted, boolean underWay) {
        if (newest.isEmpty()) {
            return new DeploymentStatus(
                    failure.isPresent() ? DeploymentState.FAILED : DeploymentState.INITIAL,
                    Optional.empty(),
                    failure,
                    "",
                    0,
                    Duration.ZERO,
                    overlap,
                    Optional.empty(),
                    Optional.empty());
        }
        Deployment deployment = newest.get();
        ReleaseStatus release = deployment.release().status();
        Optional<String> reason = failure.or(() -> Optional.of(release.reason()).filter(text -> !text.isEmpty()));
        return new DeploymentStatus(
                state(release.state(), failure.isPresent(), underWay),
                Optional.of(release.kind()),
                reason,
                release.step().isEmpty() ? interrupted.orElse("") : release.step(),
                release.progress(),
                release.left(),
                overlap,
                deployment.leader().map(this::version),
                deployment.other().map(this::version));
    }

    private static DeploymentState state(ReleaseStatus.State release, boolean failed, boolean underWay) {
        return switch (release) {
            case WAITING, LAUNCHING -> DeploymentState.ROLLOUT_LAUNCH_NEW;
            case OBSERVING, HANDING_OVER, TAKING_BACK -> DeploymentState.ROLLOUT_WAIT;
            case DONE, TAKEN_BACK -> {
                if (underWay) {
                    yield DeploymentState.ROLLOUT_WAIT;
                }
                yield failed || release == ReleaseStatus.State.TAKEN_BACK
                        ? DeploymentState.FAILED
                        : DeploymentState.READY;
            }
        };
    }

    private VersionStatus version(Deployed deployed) {
        String name = deployed.proxy().version();
        Optional<VersionShare> share = fleet.traffic().shares().stream()
                .filter(each -> each.version().equals(name))
                .findFirst();
        boolean alive = deployed.proxy().instance().alive();
        String state;
        if (share.isPresent()) {
            state = share.get().up() ? "ready" : "restarting";
        } else {
            state = alive ? "starting" : "stopped";
        }
        return new VersionStatus(
                deployed.version(),
                deployed.strategy(),
                state,
                share.map(VersionShare::weight).orElse(0),
                deployed.proxy().instance().facts());
    }
}
