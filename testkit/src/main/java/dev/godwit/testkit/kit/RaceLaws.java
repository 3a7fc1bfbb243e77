package dev.godwit.testkit.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import dev.godwit.core.KeyRange;
import dev.godwit.core.Tasks;
import dev.godwit.core.ThreadTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The whole protocol among writers that never rest, as many of them as there are isolation levels. */
final class RaceLaws {
    private static final int HOME_CHANGES = 8;
    /** Long enough that writers of all kinds are in the middle of something. */
    private static final Duration REST = Duration.ofMillis(50);

    @Law(needs = Ability.RUNS_AT_ONCE)
    void a_unit_that_changes_its_home_to_and_fro_loses_nothing_and_keeps_its_mirror_equal(Scene scene) {
        Moving moving = Moving.begin(scene);
        CopyLaws.copy(moving, 10);
        AtomicBoolean enough = new AtomicBoolean();
        List<RestlessWriter> writers = new ArrayList<>();
        List<Tasks.Task> running = new ArrayList<>();
        Tasks tasks = new ThreadTasks();
        for (Isolation isolation : Isolation.values()) {
            RestlessWriter writer = new RestlessWriter(moving, isolation, scene.keys(1_000));
            writers.add(writer);
            running.add(tasks.start("writer at " + isolation, () -> writer.write(enough)));
        }
        HomeChange change = new HomeChange(moving);
        try {
            for (int i = 1; i <= HOME_CHANGES; i++) {
                change.carryOut();
                scene.pause(REST);
                List<TestRow> soFar = acknowledged(writers);
                assertThat(scene.rows(change.home(), moving.unit())).containsAll(soFar);
            }
        } finally {
            enough.set(true);
            running.forEach(RaceLaws::join);
        }
        change.drain();
        List<TestRow> acknowledged = acknowledged(writers);
        assertThat(acknowledged).isNotEmpty();
        assertThat(scene.rows(moving.home(), moving.unit())).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(moving.mirrored()).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(digestOf(moving.home(), moving)).isEqualTo(digestOf(moving.mirror(), moving));
    }

    private static List<TestRow> acknowledged(List<RestlessWriter> writers) {
        return writers.stream()
                .flatMap(writer -> writer.acknowledged().stream())
                .toList();
    }

    private static void join(Tasks.Task task) {
        try {
            task.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String digestOf(TestStore store, Moving moving) {
        return store.store()
                .rows()
                .digest(moving.shape(), moving.unit(), KeyRange.ALL)
                .digest();
    }
}
