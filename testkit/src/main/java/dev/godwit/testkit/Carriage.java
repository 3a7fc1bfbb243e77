package dev.godwit.testkit;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;

/**
 * Makes virtual threads that run only when and where an executor says so: a task that waits is a continuation, and
 * whoever runs the continuations decides who is next. The JDK has no public way to it yet.
 */
final class Carriage {
    private static final Constructor<?> BUILDER = builder();

    private Carriage() {}

    /**
     * A thread that is not started.
     *
     * @throws IllegalStateException when the JVM was started without {@code --add-opens java.base/java.lang=ALL-UNNAMED}
     */
    static Thread unstarted(String name, Executor executor, Runnable work) {
        try {
            Thread.Builder.OfVirtual builder = (Thread.Builder.OfVirtual) BUILDER.newInstance(executor);
            return builder.name(name).unstarted(work);
        } catch (ReflectiveOperationException e) {
            throw unavailable(e);
        }
    }

    private static Constructor<?> builder() {
        try {
            Constructor<?> constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static IllegalStateException unavailable(Exception cause) {
        return new IllegalStateException(
                "a seeded schedule needs the JVM option --add-opens java.base/java.lang=ALL-UNNAMED (JDK 21 to 25)",
                cause);
    }
}
