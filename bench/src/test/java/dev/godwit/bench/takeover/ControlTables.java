package dev.godwit.bench.takeover;

import dev.godwit.core.UnitId;
import dev.godwit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables of a control store, asked by plain SQL, whoever leads. Not thread-safe. */
final class ControlTables implements AutoCloseable {
    private final Connection connection;

    ControlTables(String url) throws SQLException {
        this.connection = DriverManager.getConnection(url, PostgresServer.OWNER, "");
    }

    long term() throws SQLException {
        return Long.parseLong(texts("select term::text from leader", List.of()).getFirst());
    }

    /** Where the server answers that leads. */
    String address() throws SQLException {
        return texts("select address from leader", List.of()).getFirst();
    }

    /** Whether the unit changes its home, or waits for the end of an attempt. */
    boolean changing(UnitId unit) throws SQLException {
        return texts("select phase from unit where unit = ?", List.of(unit.value()))
                .getFirst()
                .startsWith("CUTTING");
    }

    /** What the journal says about a unit, oldest first. */
    List<String> journal(UnitId unit) throws SQLException {
        return texts("select message from journal where subject = ? order by number", List.of("unit " + unit));
    }

    private List<String> texts(String query, List<String> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
