package dev.godwit.router;

import dev.godwit.core.ApplicationStore;
import dev.godwit.core.ControlPlane;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.util.List;

/** What docs/frameworks.md shows and no other test contains; that it compiles is all that is asked. */
final class PageSnippets {
    private PageSnippets() {}

    static void filter(String accountOfTheRequest, Runnable handler) {
        try (Units.Binding account = Units.bind(UnitId.of(accountOfTheRequest))) {
            handler.run();
        }
    }

    static Note shadowRead(
            ControlPlane controlPlane,
            KeyspaceName keyspace,
            List<ApplicationStore<Connection>> stores,
            UnitId account,
            Notes notes,
            long id) {
        RouterSettings settings = RouterSettings.defaults().withShadowReads(ShadowReads.of(0.01));
        try (Router<Connection> router = Router.connect(controlPlane, keyspace, stores, settings)) {
            Note note = router.read("note-by-id", account, connection -> notes.find(connection, id));
            return note;
        }
    }

    static List<Note> sharedRead(Router<Connection> router, UnitId account, Notes notes) {
        List<Note> front = router.readShared(account, "front-page", connection -> notes.newest(connection, account));
        return front;
    }

    /** A note. */
    record Note(long id) {}

    /** A repository. */
    interface Notes {
        Note find(Connection connection, long id);

        List<Note> newest(Connection connection, UnitId account);
    }
}
