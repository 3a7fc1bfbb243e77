package dev.godwit.jdbc.kit;

/** The PostgreSQL before the newest one keeps the promises of a store. */
class PreviousPostgresKitTest extends PostgresKit {
    PreviousPostgresKitTest() {
        super(KitServer.previous());
    }
}
