package dev.godwit.testkit.kit;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Key;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Inserts one row after the other, without a router: where it is refused it tries the other store. */
final class RestlessWriter {
    private static final Duration THINKING = Duration.ofMillis(25);

    private final Moving moving;
    private final Isolation isolation;
    private final List<Key> keys;
    private final Queue<TestRow> acknowledged = new ConcurrentLinkedQueue<>();
    private int attempts;

    /**
     * A writer of the unit.
     *
     * @param keys that nobody else uses; it ends when none is left
     */
    RestlessWriter(Moving moving, Isolation isolation, List<Key> keys) {
        this.moving = moving;
        this.isolation = isolation;
        this.keys = keys;
    }

    void write(AtomicBoolean enough) {
        List<TestStore> stores = List.of(moving.home(), moving.mirror());
        for (Key key : keys) {
            TestRow row = new TestRow(key, moving.unit(), "written at " + isolation);
            while (!enough.get()) {
                if (writes(stores.get(attempts++ / 2 % 2), row)) {
                    acknowledged.add(row);
                    break;
                }
            }
        }
    }

    /** A home changes while it thinks, so that its snapshots and its locks grow old. */
    private boolean writes(TestStore store, TestRow row) {
        try (Writer writer = store.begin(isolation)) {
            writer.rows();
            think(attempts % 3 == 1);
            writer.put(row);
            think(attempts % 3 == 2);
            writer.commit();
            return true;
        } catch (RuntimeException e) {
            // Refused: by the fence, by a conflict, for want of patience. Nothing was written.
            return false;
        }
    }

    private void think(boolean now) {
        if (now) {
            moving.scene().pause(THINKING);
        }
    }

    /** All writes that were acknowledged so far; thread-safe. */
    List<TestRow> acknowledged() {
        return List.copyOf(acknowledged);
    }
}
