package dev.godwit.rollout;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import java.time.Duration;

/**
 * One running copy of one version of a service: a process, a container, a pod, or a group of them that stands behind one
 * name. Questions are answered within about a second, whatever state it is in. Every action may be repeated.
 * Implementations are thread-safe.
 */
public interface Instance {
    /** Unique among the instances of a service; shows in logs and reasons. */
    String name();

    /** What is released: unique among the versions of a service. */
    String version();

    /**
     * Starts it, also again after it has died. Returns before it is ready; does nothing when it is alive.
     *
     * @throws GodwitException with {@link ErrorCode#INSTANCE_NOT_READY} when it can't be started
     */
    void start();

    /** Whether it is there at all: it was started, and has neither died nor been stopped. */
    boolean alive();

    /** Whether it can take its first request. */
    boolean ready();

    /** Whether it does its work; asked of one that was ready once. */
    boolean healthy();

    /** Tells it that no request will follow: it ends those in flight and may exit after that. Returns at once. */
    void drain();

    /**
     * Stops it: politely, then by force. It is not alive any more when this returns.
     *
     * @param patience how long it may take over its own end before it is killed
     * @throws InterruptedException when the thread is interrupted meanwhile; it may be alive then
     */
    void stop(Duration patience) throws InterruptedException;

    /** What people want to know of it. */
    InstanceFacts facts();
}
