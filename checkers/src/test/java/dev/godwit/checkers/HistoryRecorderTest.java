package dev.godwit.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.godwit.checkers.HistoryRecorder.Attempt;
import dev.godwit.checkers.Operation.Kind;
import dev.godwit.checkers.Operation.Outcome;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded is read as it was, by whatever threads, and also when nobody said goodbye. */
class HistoryRecorderTest {
    private final TimeSource time = new SystemTime();

    @TempDir
    Path folder;

    @Test
    void everything_is_read_as_it_was_recorded() throws IOException {
        try (HistoryRecorder recorder = HistoryRecorder.create(folder.resolve("a"), "process 1", time)) {
            long begun = recorder.now();
            recorder.read(5, 50, begun, begun + 1);
            recorder.total(6, -60, begun + 2, begun + 3);
            recorder.write(7, 70).done();
            recorder.delete(8).failed();
            recorder.write(9, 90);
            List<Operation> seen = operations(folder.resolve("a"));
            String who = "process 1/" + Thread.currentThread().getName();
            assertThat(seen.subList(0, 2))
                    .containsExactly(
                            Operation.read(5, 50, begun, begun + 1, who),
                            new Operation(Kind.TOTAL, Outcome.OK, 6, -60, begun + 2, begun + 3, who));
            assertThat(seen.subList(2, 5))
                    .extracting(Operation::kind, Operation::outcome, Operation::key, Operation::value)
                    .containsExactly(
                            tuple(Kind.WRITE, Outcome.OK, 7L, 70L),
                            tuple(Kind.WRITE, Outcome.FAILED, 8L, Operation.NOTHING),
                            tuple(Kind.WRITE, Outcome.UNKNOWN, 9L, 90L));
            assertThat(seen.get(2).calledNanos()).isBetween(begun, seen.get(2).returnedNanos());
        }
    }

    @Test
    void threads_do_not_lose_each_others_operations_over_many_segments() throws Exception {
        int threads = 8;
        int each = 60_000;
        try (HistoryRecorder recorder = HistoryRecorder.create(folder.resolve("a"), "p", time)) {
            List<Thread> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(Thread.ofPlatform().name("user-" + thread).start(() -> {
                    for (int operation = 0; operation < each; operation++) {
                        Attempt attempt = recorder.write(operation, number);
                        attempt.done();
                    }
                }));
            }
            for (Thread thread : running) {
                thread.join();
            }
        }
        List<Operation> seen = operations(folder.resolve("a"));
        assertThat(seen).hasSize(threads * each).allMatch(operation -> operation.outcome() == Outcome.OK);
        Set<String> distinct = seen.stream()
                .map(operation -> operation.who() + " " + operation.key() + " " + operation.value())
                .collect(Collectors.toSet());
        assertThat(distinct).hasSize(threads * each);
        assertThat(seen).allMatch(operation -> operation.who().equals("p/user-" + operation.value()));
        assertThat(Files.size(folder.resolve("a"))).isGreaterThan(16 << 20);
    }

    @Test
    void long_names_are_cut_and_two_files_are_one_history() throws IOException {
        for (String name : List.of("x".repeat(1_000), "other")) {
            try (HistoryRecorder recorder = HistoryRecorder.create(folder.resolve(name.substring(0, 1)), name, time)) {
                recorder.read(1, 1, 1, 1);
            }
        }
        List<Operation> seen = operations(folder.resolve("x"), folder.resolve("o"));
        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst().who()).startsWith("xxxxx");
        assertThat(seen.getLast().who()).startsWith("other/");
    }

    @Test
    void a_file_that_is_no_history_is_refused() throws IOException {
        Path other = Files.writeString(folder.resolve("a"), "something else".repeat(1_000));
        assertThatThrownBy(() -> operations(other)).hasMessageContaining("is no recorded history");
    }

    @Test
    void only_wanted_keys_are_visited() throws IOException {
        try (HistoryRecorder recorder = HistoryRecorder.create(folder.resolve("a"), "p", time)) {
            for (int key = 0; key < 1_000; key++) {
                recorder.read(key, 1, 1, 1);
            }
        }
        List<Operation> seen = new ArrayList<>();
        History.recorded(List.of(folder.resolve("a"))).visit(key -> key % 10 == 3, seen::add);
        assertThat(seen).hasSize(100).allMatch(operation -> operation.key() % 10 == 3);
    }

    private static List<Operation> operations(Path... files) {
        List<Operation> seen = new ArrayList<>();
        History.recorded(List.of(files)).visit(key -> true, seen::add);
        return seen;
    }
}
