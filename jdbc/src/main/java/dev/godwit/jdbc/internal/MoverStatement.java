package dev.godwit.jdbc.internal;

import dev.godwit.core.MoverRight;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The first statement of each transaction that writes into a mirror: it takes the unit's shared lock and checks the
 * mover's right. What follows it is sent along, so that no round trip is lost; the database still runs the two one after
 * the other, each with a snapshot of its own (pitfalls U1, U4).
 */
final class MoverStatement {
    /** How many parameters the entry takes; those of the statements behind it follow. */
    static final int PARAMETERS = 3;

    private static final String LOCK_TIMEOUT = "set_config('lock_timeout', '2s', true)";

    private final String enter;
    private final String enterAll;

    MoverStatement(KeyspaceSchema schema) {
        this.enter = "select " + schema.qualified("mover_enter") + "(?, ?, ?), " + LOCK_TIMEOUT;
        this.enterAll = "select " + schema.qualified("movers_enter") + "(?, ?, ?), " + LOCK_TIMEOUT;
    }

    /** The entry for many units; its parameters are arrays of units, in their order, of epochs and of tokens. */
    String enterAll() {
        return enterAll;
    }

    /**
     * Prepares the entry and statements behind it.
     *
     * @param statements separated by semicolons
     */
    PreparedStatement prepare(Connection connection, MoverRight right, String statements) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(enter + "; " + statements);
        statement.setString(1, right.unit().value());
        statement.setLong(2, right.epoch().value());
        statement.setLong(3, right.token().number());
        return statement;
    }
}
