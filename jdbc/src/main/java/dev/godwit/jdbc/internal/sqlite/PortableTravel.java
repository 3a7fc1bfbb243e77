package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.PortableRows;
import dev.godwit.core.RowBatch;
import dev.godwit.jdbc.internal.HashedRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** To and from stores of other kinds values travel as portable texts. */
final class PortableTravel implements Travel {
    private final List<PortableValue> columns;

    PortableTravel(List<PortableValue> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public @Nullable Object out(int column, @Nullable Object stored) throws SQLException {
        return columns.get(column).out(stored);
    }

    @Override
    public RowBatch batch(List<@Nullable Object[]> rows, long bytes) {
        List<List<@Nullable String>> byColumn = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            @Nullable String[] values = new @Nullable String[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = (String) rows.get(row)[column];
            }
            byColumn.add(Arrays.asList(values));
        }
        return PortableRows.of(byColumn, rows.size(), bytes);
    }

    @Override
    public void bind(PreparedStatement statement, RowBatch rows, int row) throws SQLException {
        List<List<@Nullable String>> byColumn = ((PortableRows) rows).columns();
        for (int i = 0; i < columns.size(); i++) {
            Values.bind(statement, i + 1, columns.get(i).in(byColumn.get(i).get(row)));
        }
    }

    @Override
    public long hash(@Nullable Object[] row) {
        HashedRow hash = new HashedRow();
        for (Object value : row) {
            hash.add((String) value);
        }
        return hash.value();
    }
}
