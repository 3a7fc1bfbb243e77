package dev.godwit.engine.rehearsal;

import dev.godwit.core.Tasks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of one engine, which end with it. Thread-safe. */
final class MortalTasks implements Tasks {
    private static final Logger LOG = LoggerFactory.getLogger(MortalTasks.class);

    private final Tasks real;
    private final List<Task> running = new CopyOnWriteArrayList<>();

    MortalTasks(Tasks real) {
        this.real = real;
    }

    @Override
    public Task start(String name, Runnable work) {
        Task task = real.start(name, () -> {
            try {
                work.run();
            } catch (EngineDiedError e) {
                LOG.debug("{} has ended with its engine", name);
            }
        });
        running.removeIf(Task::finished);
        running.add(task);
        return task;
    }

    void cancelAll() {
        running.forEach(Task::cancel);
    }
}
