package dev.godwit.core;

/** Each task is a virtual thread. Thread-safe. */
public final class VirtualThreadTasks implements Tasks {
    @Override
    public Task start(String name, Runnable work) {
        Thread thread = Thread.ofVirtual().name(name).start(work);
        return new Task() {
            @Override
            public void cancel() {
                thread.interrupt();
            }

            @Override
            public void join() throws InterruptedException {
                thread.join();
            }

            @Override
            public boolean finished() {
                return !thread.isAlive();
            }
        };
    }
}
