package dev.godwit.jdbc;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives connections and pools back after each test, so that the one server of the JVM is enough for all of them. */
final class CloseWhatWasOpened implements AfterEachCallback {
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    /** Closes it after the test. */
    static synchronized <T extends AutoCloseable> T later(T opened) {
        OPEN.push(opened);
        return opened;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (true) {
            AutoCloseable next = next();
            if (next == null) {
                return;
            }
            next.close();
        }
    }

    private static synchronized AutoCloseable next() {
        return OPEN.poll();
    }
}
