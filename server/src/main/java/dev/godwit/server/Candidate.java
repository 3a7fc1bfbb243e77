package dev.godwit.server;

import dev.godwit.core.GodwitException;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.Engines;
import dev.godwit.server.internal.http.Leader;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in the succession of a control store: it stands by until nobody leads, goes on with the migrations while it
 * leads, and stands by again when another server has taken the lead. Thread-safe.
 */
final class Candidate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Candidate.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    /** Longer than others take to show that they lead, or to be found dead. */
    private static final Duration ROLE_PATIENCE = Duration.ofSeconds(3);

    private static final Duration ROLE_POLL = Duration.ofMillis(20);
    /** How long requests wait for migrations that are slow to go on, when a store does not answer for example. */
    private static final Duration LONGEST_START = Duration.ofSeconds(1);

    private final Engines engines;
    private final Hosting hosting;
    private final ServerPlans plans;
    private final TimeSource time;
    private final Tasks tasks;
    private volatile Optional<Resumption> resumption = Optional.empty();
    private volatile Optional<Tasks.Task> running = Optional.empty();
    private volatile long ledSinceNanos;
    private volatile boolean ready;
    private volatile boolean closed;

    Candidate(Engines engines, Hosting hosting, ServerPlans plans, TimeSource time, Tasks tasks) {
        this.engines = engines;
        this.hosting = hosting;
        this.plans = plans;
        this.time = time;
        this.tasks = tasks;
    }

    /** Goes on with the migrations, as the server that leads already, and stands by if it loses the lead. */
    void lead() {
        beginTerm();
        standBy();
    }

    /** Begins to stand by. */
    void standBy() {
        running = Optional.of(tasks.start("godwit-candidate", this::run));
    }

    /** Leads with what is given to it, and ends with its lead. */
    void leadOnce() {
        ready = true;
    }

    /** Waits a moment, until it is clear whether this server leads or another one. */
    void awaitRole() {
        long start = time.monotonicNanos();
        try {
            while (leader() instanceof Leader.Unknown && time.since(start).compareTo(ROLE_PATIENCE) < 0) {
                time.sleep(ROLE_POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who answers now what only the server that leads can answer. */
    Leader leader() {
        boolean slow = engines.leading() && time.since(ledSinceNanos).compareTo(LONGEST_START) > 0;
        if (ready || slow) {
            return new Leader.Here();
        }
        return engines.leaderAddress()
                .<Leader>map(address -> new Leader.Elsewhere(URI.create(address)))
                .orElseGet(Leader.Unknown::new);
    }

    private void run() {
        try {
            while (!closed) {
                if (!ready) {
                    awaitLead();
                    LOG.info("this server leads now");
                    beginTerm();
                }
                if (engines.awaitLeadLost(LOOK_EVERY)) {
                    LOG.warn("this server stands by now");
                    endTerm();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beginTerm() {
        ledSinceNanos = time.monotonicNanos();
        Resumption begun = new Resumption(hosting, plans, time, tasks);
        resumption = Optional.of(begun);
        begun.begin();
        ready = true;
    }

    private void endTerm() {
        ready = false;
        resumption.ifPresent(Resumption::close);
        hosting.stopAll();
    }

    private void awaitLead() throws InterruptedException {
        Tasks.Task warming = tasks.start("godwit-ready-stores", this::keepStoresReady);
        try {
            engines.awaitLead();
        } finally {
            // Not waited for: it may be asking a store that does not answer.
            warming.cancel();
        }
    }

    private void keepStoresReady() {
        Resumption expected = new Resumption(hosting, plans, time, tasks);
        try {
            while (!engines.leading() && !closed) {
                try {
                    hosting.ready().keep(expected.waiting());
                } catch (GodwitException e) {
                    LOG.debug("no stores are kept ready now: {}", e.describe());
                }
                time.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (running.isPresent()) {
                running.get().cancel();
                running.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        resumption.ifPresent(Resumption::close);
    }
}
