package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThreadTasksTest {
    private final ThreadTasks tasks = new ThreadTasks();

    @Test
    void aTaskRunsUnderItsNameAndIsFinishedWhenItHasEnded() throws InterruptedException {
        AtomicReference<String> name = new AtomicReference<>("");
        Tasks.Task task =
                tasks.start("copier", () -> name.set(Thread.currentThread().getName()));
        task.join();
        assertThat(task.finished()).isTrue();
        assertThat(name).hasValue("copier");
    }

    @Test
    void cancellingInterruptsTheWorkAndNoLaterTask() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Tasks.Task waiting = tasks.start("waits", () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
            }
        });
        waiting.cancel();
        waiting.join();
        AtomicBoolean laterInterrupted = new AtomicBoolean();
        tasks.start("later", () -> laterInterrupted.set(Thread.currentThread().isInterrupted()))
                .join();
        assertThat(interrupted).isTrue();
        assertThat(laterInterrupted).isFalse();
    }

    @Test
    void workThatFailsEndsItsTaskOnly() throws InterruptedException {
        Tasks.Task failing = tasks.start("fails", () -> {
            throw new IllegalStateException("as the test wants it");
        });
        failing.join();
        AtomicBoolean ran = new AtomicBoolean();
        tasks.start("runs", () -> ran.set(true)).join();
        assertThat(failing.finished()).isTrue();
        assertThat(ran).isTrue();
    }
}
