package dev.godwit.jdbc;

import static dev.godwit.jdbc.Notes.ANN;
import static dev.godwit.jdbc.Notes.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Epoch;
import dev.godwit.core.Fence;
import dev.godwit.core.FenceChange;
import dev.godwit.core.Fences;
import dev.godwit.core.GodwitException;
import dev.godwit.core.LockHolder;
import dev.godwit.core.MarkBatch;
import dev.godwit.core.Role;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Writers of every isolation level, freezes that expire at once, and a coordinator that cuts over again and again. */
@ExtendWith(CloseWhatWasOpened.class)
class FenceUnderLoadTest {
    private static final int DEMOTIONS = 4;
    private static final int ATTEMPTS = 60;

    private final Notes notes = Notes.homeOf(ANN, BOB);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger ids = new AtomicInteger();
    private final Set<String> committed = ConcurrentHashMap.newKeySet();

    @Test
    void no_write_is_committed_without_a_mark_that_a_demotion_respects() {
        List<CompletableFuture<Void>> writers = IntStream.range(0, 3)
                .mapToObj(number -> CompletableFuture.runAsync(
                        () -> write(number), work -> Thread.ofPlatform().start(work)))
                .toList();
        Set<String> drained = new HashSet<>();
        int demotions = 0;
        try {
            for (int attempt = 0; attempt < ATTEMPTS && demotions < DEMOTIONS; attempt++) {
                if (cutOver(drained)) {
                    // Nobody drains now: what is in the table must have been drained before.
                    assertThat(drained).containsAll(notes.client().texts("select id from notes where creator = 'ann'"));
                    giveBack();
                    demotions++;
                }
            }
        } finally {
            over.set(true);
        }
        writers.forEach(CompletableFuture::join);
        assertThat(demotions).isPositive();
        drain(drained);
        assertThat(drained).isEqualTo(committed);
        assertThat(committed).isNotEmpty();
    }

    private void write(int number) {
        String isolation =
                List.of("read committed", "repeatable read", "serializable").get(number % 3);
        try (Client client = new Client(notes.database())) {
            client.run("set default_transaction_isolation = '" + isolation + "'");
            while (!over.get()) {
                String id = Integer.toString(ids.incrementAndGet());
                client.run("begin", "select from notes limit 1");
                String insert = client.failureOf("insert into notes values (" + id + ", 'ann', 'x')");
                if (insert.equals("no failure") && client.failureOf("commit").equals("no failure")) {
                    committed.add(id);
                } else {
                    client.run("rollback");
                }
            }
        }
    }

    /** As the coordinator does it, with freezes that are long enough and others that are not. */
    private boolean cutOver(Set<String> drained) {
        Fences fences = notes.store().fences();
        Epoch home = notes.epoch(ANN);
        Duration pause = Duration.ofMillis(home.value() % 3 * 30);
        try {
            if (!fences.change(new FenceChange.Freeze(ANN, home, pause))) {
                return false;
            }
            Set<LockHolder> holders = fences.holders(List.of(ANN));
            while (!holders.isEmpty()) {
                holders = fences.stillHolding(holders);
            }
            drain(drained);
            if (fences.change(new FenceChange.Demote(ANN, home.next()))) {
                return true;
            }
        } catch (GodwitException e) {
            assertThat(e.code().kind()).isEqualTo(dev.godwit.core.ErrorKind.RETRYABLE);
        }
        thaw();
        return false;
    }

    private void thaw() {
        Fence fence = notes.fence(ANN);
        while (fence.role() == Role.FROZEN) {
            try {
                notes.store().fences().change(new FenceChange.Thaw(ANN, fence.epoch()));
            } catch (GodwitException e) {
                assertThat(e.code().kind()).isEqualTo(dev.godwit.core.ErrorKind.RETRYABLE);
            }
            fence = notes.fence(ANN);
        }
    }

    private void giveBack() {
        assertThat(notes.store().marks().exist(ANN)).isFalse();
        assertThat(notes.store().fences().change(new FenceChange.Restore(ANN, notes.epoch(ANN))))
                .isTrue();
    }

    private void drain(Set<String> drained) {
        while (true) {
            MarkBatch batch = notes.store().marks().read(ANN, MarkBatch.FROM_THE_START, 100);
            if (batch.marks().isEmpty()) {
                return;
            }
            batch.marks().forEach(mark -> drained.add(mark.key().text()));
            notes.store().marks().delete(batch.marks());
        }
    }
}
