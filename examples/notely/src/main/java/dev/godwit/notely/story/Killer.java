package dev.godwit.notely.story;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.deploy.DeploymentController;
import dev.godwit.notely.deploy.DeploymentStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Kills a data proxy by signal 9 now and then. */
final class Killer implements Runnable {
    private final DeploymentController deployments;
    private final Duration every;
    private final RandomGenerator chance;
    private final TimeSource time;
    private final Screen screen;
    private final AtomicLong kills = new AtomicLong();

    Killer(DeploymentController deployments, Duration every, RandomGenerator chance, TimeSource time, Screen screen) {
        this.deployments = deployments;
        this.every = every;
        this.chance = chance;
        this.time = time;
        this.screen = screen;
    }

    long kills() {
        return kills.get();
    }

    @Override
    public void run() {
        try {
            while (true) {
                time.sleep(every);
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        DeploymentStatus status = deployments.status();
        List<ProcessHandle> alive = Stream.of(status.current(), status.previous())
                .flatMap(Optional::stream)
                .flatMap(version -> version.facts().processId().stream().boxed())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(ProcessHandle::isAlive)
                .toList();
        if (!alive.isEmpty()) {
            ProcessHandle victim = alive.get(chance.nextInt(alive.size()));
            if (victim.destroyForcibly()) {
                kills.incrementAndGet();
                screen.act("a proxy is killed by signal 9: process " + victim.pid());
            }
        }
    }
}
