package dev.godwit.router.internal;

import dev.godwit.core.ApplicationStore.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives sessions back. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private Sessions() {}

    /** What fails here changes no answer: the transaction is over already, or is rolled back with its connection. */
    static void end(Session<?> session) {
        try {
            session.close();
        } catch (RuntimeException e) {
            LOG.debug("a connection could not be given back: {}", e.getMessage());
        }
    }
}
