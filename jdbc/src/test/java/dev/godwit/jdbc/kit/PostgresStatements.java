package dev.godwit.jdbc.kit;

import dev.godwit.core.Key;
import dev.godwit.core.UnitId;
import dev.godwit.testkit.kit.Statements;
import dev.godwit.testkit.kit.TestRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * An application's own SQL. Besides the body it fills columns whose text depends on settings, with values that the body
 * decides.
 */
class PostgresStatements implements Statements {
    private final Connection connection;
    private final String table;
    private final String keyType;

    PostgresStatements(Connection connection, String table, String keyType) {
        this.connection = connection;
        this.table = table;
        this.keyType = keyType;
    }

    /** Something to do with a prepared statement. */
    @FunctionalInterface
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    @Override
    public void put(TestRow row) {
        String sql = "insert into " + table + " (id, creator, body, happened, weight, price, bytes, span, tags)"
                + " values (?::" + keyType
                + ", ?, ?, pg_catalog.to_timestamp(?), ?, ?, ?, pg_catalog.make_interval(secs => ?),"
                + " array[?, null, 'NULL'])"
                + " on conflict (id) do update set creator = excluded.creator, body = excluded.body,"
                + " happened = excluded.happened, weight = excluded.weight, price = excluded.price,"
                + " bytes = excluded.bytes, span = excluded.span, tags = excluded.tags";
        double number = row.body().hashCode() / 7.0;
        use(sql, statement -> {
            statement.setString(1, row.key().text());
            statement.setString(2, row.unit().value());
            statement.setString(3, row.body());
            statement.setDouble(4, number);
            statement.setDouble(5, number);
            statement.setBigDecimal(6, BigDecimal.valueOf(row.body().hashCode(), 3));
            statement.setBytes(7, row.body().getBytes(StandardCharsets.UTF_16));
            statement.setDouble(8, number);
            statement.setString(9, row.body());
            return statement.executeUpdate();
        });
    }

    @Override
    public boolean delete(Key key) {
        return use("delete from " + table + " where id operator(pg_catalog.=) ?::" + keyType, statement -> {
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
        return use("select id::text, creator, body from " + name, statement -> {
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
