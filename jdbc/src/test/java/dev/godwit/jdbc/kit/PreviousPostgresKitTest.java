package dev.godwit.jdbc.kit;

/**
 * The PostgreSQL before the newest one keeps the promises of a store: in the build in the settings in which versions have
 * differed, with {@code -Dtest.jvm=-Dkit.settings=all} in all of them.
 */
class PreviousPostgresKitTest extends PostgresKit {
    PreviousPostgresKitTest() {
        super(
                KitServer.previous(),
                System.getProperty("kit.settings", "").equals("all") ? Setting.ALL : Setting.TELLING);
    }
}
