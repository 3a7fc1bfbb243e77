package dev.godwit.notely.compare;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.proxy.ProxySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Sends all accounts on their way, and sees what stays behind. Used by one thread. */
final class Passage {
    private static final Duration ACCEPT_PATIENCE = Duration.ofSeconds(30);
    private static final Duration EMPTY_PATIENCE = Duration.ofSeconds(120);
    private static final Duration NEXT_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int FIRST_PROXY = 1;

    private final NotelyApi api;
    private final TimeSource time;
    private final ContestWatch watch;
    private final List<UUID> accounts;
    private final Duration still;

    /** @param still how long nothing leaves a store until what is left is taken to stay */
    Passage(NotelyApi api, TimeSource time, ContestWatch watch, List<UUID> accounts, Duration still) {
        this.api = api;
        this.time = time;
        this.watch = watch;
        this.accounts = List.copyOf(accounts);
        this.still = still;
    }

    /** Brings all notes to the store from which the contest begins, and makes an end of that journey. */
    void reach(Contest contest, Path dataFolder) throws InterruptedException {
        String before = contest.before().orElseThrow();
        watch.phase("moves out of " + before + " first");
        migrateAll(Optional.empty());
        long left = awaitEmpty(before, EMPTY_PATIENCE);
        if (left > 0) {
            throw new ContestFailedException(left + " notes are still in " + before);
        }
        try (Leader leader = new Leader(
                ProxySettings.read(dataFolder, FIRST_PROXY)
                        .controlPlane()
                        .orElseThrow(() -> new ContestFailedException("Notely has no control plane")),
                time)) {
            leader.endMigrationTo(contest.source(), NEXT_PATIENCE);
        } catch (IOException e) {
            throw new ContestFailedException("the control plane is not to be found: " + e.getMessage());
        }
    }

    /** Tells every account to migrate; one that is refused for the moment is asked again. */
    void migrateAll(Optional<String> shard) throws InterruptedException {
        Map<String, Object> flags = new HashMap<>();
        flags.put("isMigrating", true);
        shard.ifPresent(name -> flags.put("shard", name));
        long start = time.monotonicNanos();
        for (UUID account : accounts) {
            NotelyApi.Reply reply = api.flags(account, flags);
            while (!reply.ok()) {
                if (time.since(start).compareTo(ACCEPT_PATIENCE) > 0) {
                    throw new ContestFailedException(
                            "account " + account + " does not migrate: HTTP " + reply.status() + " " + reply.body());
                }
                time.sleep(LOOK_EVERY);
                reply = api.flags(account, flags);
            }
        }
    }

    /** Waits until a store is empty, or nothing leaves it any more, and tells how many notes are left in it. */
    long awaitEmpty(String store) throws InterruptedException {
        return awaitEmpty(store, still);
    }

    private long awaitEmpty(String store, Duration unchangedMax) throws InterruptedException {
        watch.phase("waits until " + store + " is empty");
        long start = time.monotonicNanos();
        long changed = start;
        long least = Long.MAX_VALUE;
        while (least > 0
                && time.since(changed).compareTo(unchangedMax) < 0
                && time.since(start).compareTo(EMPTY_PATIENCE) < 0) {
            OptionalLong left = api.notesIn(store);
            if (left.isPresent() && left.getAsLong() < least) {
                least = left.getAsLong();
                changed = time.monotonicNanos();
            }
            time.sleep(LOOK_EVERY);
        }
        if (least == Long.MAX_VALUE) {
            throw new ContestFailedException("the metrics do not tell how many notes are in " + store);
        }
        return least;
    }
}
