package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.RowBatch;
import dev.godwit.jdbc.internal.HashedRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between two SQLite files values travel as they are stored. */
final class NativeTravel implements Travel {
    @Override
    public @Nullable Object out(int column, @Nullable Object stored) {
        return stored;
    }

    @Override
    public RowBatch batch(List<@Nullable Object[]> rows, long bytes) {
        return new RowValues(rows, bytes);
    }

    @Override
    public void bind(PreparedStatement statement, RowBatch rows, int row) throws SQLException {
        @Nullable Object[] values = ((RowValues) rows).rows().get(row);
        for (int i = 0; i < values.length; i++) {
            Values.bind(statement, i + 1, values[i]);
        }
    }

    @Override
    public long hash(@Nullable Object[] row) {
        HashedRow hash = new HashedRow();
        for (Object value : row) {
            hash.add(text(value));
        }
        return hash.value();
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long number -> "i" + number;
            case Double number -> "r" + number;
            case String text -> "t" + text;
            case byte[] bytes -> "b" + HexFormat.of().formatHex(bytes);
            default -> throw new IllegalArgumentException("not a value of SQLite: " + value.getClass());
        };
    }
}
