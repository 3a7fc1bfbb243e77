package dev.godwit.bench.schemas;

import dev.godwit.core.Entity;
import dev.godwit.core.UnitId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** A schema with an application that keeps a promise about its rows. */
interface SchemaUnderLoad {
    /** The statements that make its tables, and views {@code check_NAME} with a text {@code key} and {@code unit}. */
    String script();

    /** What only the first store has: triggers, rows. */
    List<String> inSource();

    /** The names of the checked views, without {@code check_}. */
    List<String> checked();

    List<Entity> entities();

    List<UnitId> units();

    /** One transaction of the application. */
    void write(Connection connection, UnitId unit, Random chance) throws SQLException;

    /** What is wrong with what a unit's rows say of each other, in one transaction; empty when nothing is. */
    List<String> promiseBroken(Connection connection, UnitId unit) throws SQLException;
}
