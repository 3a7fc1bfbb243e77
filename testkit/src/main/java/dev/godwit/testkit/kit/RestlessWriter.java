package dev.godwit.testkit.kit;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.Key;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes one row again and again, without a router: where it is refused it tries the other store. */
final class RestlessWriter {
    private final Moving moving;
    private final Isolation isolation;
    private final Key key;
    private volatile Optional<TestRow> last = Optional.empty();

    RestlessWriter(Moving moving, Isolation isolation, Key key) {
        this.moving = moving;
        this.isolation = isolation;
        this.key = key;
    }

    void write(AtomicBoolean enough) {
        List<TestStore> stores = List.of(moving.home(), moving.mirror());
        for (int number = 1; !enough.get(); number++) {
            TestRow row = new TestRow(key, moving.unit(), isolation + " " + number);
            for (TestStore store : stores) {
                if (writes(store, row)) {
                    last = Optional.of(row);
                    break;
                }
            }
        }
    }

    private boolean writes(TestStore store, TestRow row) {
        try (Writer writer = store.begin(isolation)) {
            writer.rows();
            writer.put(row);
            writer.commit();
            return true;
        } catch (RuntimeException e) {
            // Refused: by the fence, by a conflict, for want of patience. Nothing was written.
            return false;
        }
    }

    /** The last write that was acknowledged. */
    Optional<TestRow> last() {
        return last;
    }
}
