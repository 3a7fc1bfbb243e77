package dev.godwit.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Each task runs on a daemon thread of the operating system, one that ended its last task a short while ago if there is
 * one. Virtual threads would share their few carriers with those of the application, and a control store in a file holds
 * its carrier while it waits: two such waits, and on a small machine nobody moves, not even the one that is waited for.
 * Thread-safe.
 */
public final class ThreadTasks implements Tasks {
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    @Override
    public Task start(String name, Runnable work) {
        ThreadTask task = new ThreadTask(name, work);
        threads.execute(task);
        return task;
    }

    private static final class ThreadTask implements Task, Runnable {
        private final String name;
        private final Runnable work;
        private final CountDownLatch end = new CountDownLatch(1);
        /** The thread while the work runs on it; guarded by this. */
        private Thread runner = Thread.currentThread();

        private boolean running;
        private boolean cancelled;

        ThreadTask(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public void run() {
            begin();
            try {
                work.run();
            } finally {
                end();
            }
        }

        private synchronized void begin() {
            runner = Thread.currentThread();
            runner.setName(name);
            running = true;
            if (cancelled) {
                runner.interrupt();
            }
        }

        /** The thread goes on with another task, which must not see this one's interruption. */
        private synchronized void end() {
            running = false;
            Thread.interrupted();
            end.countDown();
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            if (running) {
                runner.interrupt();
            }
        }

        @Override
        public void join() throws InterruptedException {
            end.await();
        }

        @Override
        public boolean finished() {
            return end.getCount() == 0;
        }
    }
}
