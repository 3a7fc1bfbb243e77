package dev.godwit.server.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.testkit.SettableTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A journal that many follow. */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class JournalTailTest {
    private final SettableTime time = new SettableTime();
    private final AtomicInteger readings = new AtomicInteger();
    private volatile long newest = 10;

    @Test
    void it_is_read_once_for_all_who_follow_it_and_again_after_a_while() {
        JournalTail tail = new JournalTail(this::read, time);
        assertThat(numbers(tail.after(4, 3))).containsExactly(5L, 6L, 7L);
        assertThat(numbers(tail.after(7, 100))).containsExactly(8L, 9L, 10L);
        newest = 12;
        assertThat(tail.after(10, 100)).isEmpty();
        assertThat(readings).hasValue(1);

        time.advance(JournalTail.READ_EVERY);
        assertThat(numbers(tail.after(10, 100))).containsExactly(11L, 12L);
        assertThat(numbers(tail.after(9, 100))).containsExactly(10L, 11L, 12L);
        assertThat(readings).hasValue(2);
    }

    @Test
    void who_is_far_behind_reads_the_journal_itself() {
        JournalTail tail = new JournalTail(this::read, time);
        tail.after(10, 1);
        assertThat(numbers(tail.after(1, 2))).containsExactly(2L, 3L);

        for (int times = 0; times < 6; times++) {
            newest += 1_000;
            time.advance(JournalTail.READ_EVERY);
            tail.after(newest - 1, 1);
        }
        int before = readings.get();
        assertThat(numbers(tail.after(newest - 4_000, 1))).containsExactly(newest - 3_999);
        assertThat(readings).hasValue(before);
        assertThat(numbers(tail.after(newest - 4_001, 1))).containsExactly(newest - 4_000);
        assertThat(readings).hasValue(before + 1);
    }

    @Test
    void nobody_waits_for_another_ones_reading() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        JournalTail tail = new JournalTail(
                (number, limit) -> {
                    if (number > 4) {
                        asked.countDown();
                        await(answer);
                    }
                    return read(number, limit);
                },
                time);
        tail.after(4, 100);
        newest = 11;
        time.advance(JournalTail.READ_EVERY);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<JournalEntry>> slow = threads.submit(() -> tail.after(10, 100));
            asked.await();
            assertThat(numbers(tail.after(8, 100))).containsExactly(9L, 10L);
            answer.countDown();
            assertThat(numbers(slow.get())).containsExactly(11L);
        }
        assertThat(numbers(tail.after(8, 100))).containsExactly(9L, 10L, 11L);
    }

    private List<JournalEntry> read(long number, int limit) {
        readings.incrementAndGet();
        return LongStream.rangeClosed(number + 1, newest)
                .limit(limit)
                .mapToObj(entry -> new JournalEntry(entry, "2026-11-23T12:00:00Z", "a1", "moved"))
                .toList();
    }

    private static List<Long> numbers(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::number).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
