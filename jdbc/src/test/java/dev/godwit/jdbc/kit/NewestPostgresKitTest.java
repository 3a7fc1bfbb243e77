package dev.godwit.jdbc.kit;

/** The newest PostgreSQL that there is for tests keeps the promises of a store. */
class NewestPostgresKitTest extends PostgresKit {
    NewestPostgresKitTest() {
        super(KitServer.newest(), Setting.ALL);
    }
}
