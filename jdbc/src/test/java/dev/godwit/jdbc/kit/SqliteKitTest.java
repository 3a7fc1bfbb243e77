package dev.godwit.jdbc.kit;

import dev.godwit.testkit.kit.StoreKit;

/** The connector on SQLite, in each setting. */
class SqliteKitTest extends StoreKit {
    SqliteKitTest() {
        super(SqliteUnderTest.all());
    }
}
