package dev.godwit.notely;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that the process ends, by Ctrl-C or SIGTERM, and the time to do so in order: the process stays until this is
 * closed, but not for ever.
 */
final class Ending implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Ending() {}

    /** From now on a signal is a wish. */
    static Ending begin() {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(ending::wish, "notely-ending"));
        return ending;
    }

    /**
     * Waits for the wish.
     *
     * @return whether somebody wants the process to end
     */
    boolean awaitWish(Duration atMost) throws InterruptedException {
        return wished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void wish() {
        wished.countDown();
        try {
            boolean inOrder = closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!inOrder) {
                System.err.println("notely: it did not end within " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
