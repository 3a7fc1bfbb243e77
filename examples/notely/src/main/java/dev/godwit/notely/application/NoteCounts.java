package dev.godwit.notely.application;

import dev.godwit.core.TimeSource;
import dev.godwit.notely.note.AccountDetails;
import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.note.NoteService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many notes each account has, as it was a while ago: some accounts are asked about at a time and not more often than
 * once a second, so that looking at them costs the stores little however many there are and look. Thread-safe.
 */
final class NoteCounts {
    private static final int AT_A_TIME = 20;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final NoteService notes;
    private final TimeSource time;
    private final Map<UUID, Long> counts = new ConcurrentHashMap<>();
    private int next;

    private long refreshedNanos;

    NoteCounts(NoteService notes, TimeSource time) {
        this.notes = notes;
        this.time = time;
        this.refreshedNanos = time.monotonicNanos() - PAUSE.toNanos();
    }

    /** Asks about the accounts that were not asked about for longest, if it is time. */
    synchronized void refresh(List<AccountDetails> accounts) {
        if (time.since(refreshedNanos).compareTo(PAUSE) < 0) {
            return;
        }
        refreshedNanos = time.monotonicNanos();
        for (int asked = 0; asked < Math.min(AT_A_TIME, accounts.size()); asked++) {
            next = (next + 1) % accounts.size();
            AccountDetails account = accounts.get(next);
            try {
                counts.put(account.accountId(), notes.countNotes(account));
            } catch (NoteException e) {
                counts.remove(account.accountId());
            }
        }
    }

    /** How many notes the account has; absent when that is not known. */
    OptionalLong of(UUID account) {
        Long count = counts.get(account);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
