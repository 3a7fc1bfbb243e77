package dev.godwit.jdbc.kit;

import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.kit.Statements;
import dev.godwit.testkit.kit.TestRow;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** An application's own SQL. Besides the body it fills columns of every kind, with values that the body decides. */
class SqliteStatements implements Statements {
    private final Connection connection;
    private final String table;

    SqliteStatements(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /** Something to do with a prepared statement. */
    @FunctionalInterface
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    @Override
    public void put(TestRow row) {
        String values = "creator = ?, body = ?, weight = ?, price = ?, bytes = ?, loose = ?";
        int changed = use("update " + table + " set " + values + " where id = ?", statement -> {
            bind(statement, row);
            return statement.executeUpdate();
        });
        if (changed == 0) {
            use(
                    "insert into " + table + " (creator, body, weight, price, bytes, loose, id)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    statement -> {
                        bind(statement, row);
                        return statement.executeUpdate();
                    });
        }
    }

    private static void bind(PreparedStatement statement, TestRow row) throws SQLException {
        int number = row.body().hashCode();
        statement.setString(1, row.unit().value());
        statement.setString(2, row.body());
        statement.setDouble(3, number / 7.0);
        statement.setString(4, number + ".25");
        statement.setBytes(5, row.body().getBytes(StandardCharsets.UTF_16));
        switch (Math.floorMod(number, 5)) {
            case 0 -> statement.setLong(6, number);
            case 1 -> statement.setString(6, Integer.toString(number));
            case 2 -> statement.setDouble(6, number);
            case 3 -> statement.setBytes(6, new byte[] {0, (byte) number});
            default -> statement.setObject(6, null);
        }
        statement.setString(7, row.key().text());
    }

    @Override
    public boolean delete(Key key) {
        return use("delete from " + table + " where id = ?", statement -> {
            statement.setString(1, key.text());
            return statement.executeUpdate() == 1;
        });
    }

    @Override
    public List<TestRow> rows() {
        return view(table);
    }

    @Override
    public List<TestRow> view(String name) {
        return use("select cast(id as text), creator, body from " + name, statement -> {
            List<TestRow> rows = new ArrayList<>();
            ResultSet found = statement.executeQuery();
            while (found.next()) {
                rows.add(new TestRow(new Key(found.getString(1)), UnitId.of(found.getString(2)), found.getString(3)));
            }
            return rows;
        });
    }

    private <T> T use(String sql, Use<T> use) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
