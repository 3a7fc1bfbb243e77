package dev.godwit.jdbc.kit;

import dev.godwit.testkit.kit.StoreKit;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;

/** The kit on one server. */
abstract class PostgresKit extends StoreKit {
    private final KitServer server;

    PostgresKit(KitServer server, Collection<Setting> settings) {
        super(PostgresUnderTest.in(server, settings));
        this.server = server;
    }

    @AfterAll
    void stopServer() {
        server.close();
    }
}
