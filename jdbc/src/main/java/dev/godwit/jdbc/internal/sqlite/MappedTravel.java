package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.RowBatch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows some of whose columns the plan makes constant or transforms, when they leave a file. */
final class MappedTravel implements Travel {
    /** What leaves for a value that is stored. */
    @FunctionalInterface
    interface Departure {
        @Nullable
        Object of(@Nullable Object stored) throws SQLException;
    }

    /**
     * What becomes of one column.
     *
     * @param compared whether both stores must agree on it
     * @param departure what leaves; absent when it leaves as any other column does
     */
    record Mapping(boolean compared, @Nullable Departure departure) {}

    static final Mapping AS_IT_IS = new Mapping(true, null);

    private final Travel travel;
    private final List<Mapping> columns;

    MappedTravel(Travel travel, List<Mapping> columns) {
        this.travel = travel;
        this.columns = List.copyOf(columns);
    }

    @Override
    public @Nullable Object out(int column, @Nullable Object stored) throws SQLException {
        Departure departure = columns.get(column).departure();
        return departure == null ? travel.out(column, stored) : departure.of(stored);
    }

    @Override
    public RowBatch batch(List<@Nullable Object[]> rows, long bytes) {
        return travel.batch(rows, bytes);
    }

    @Override
    public void bind(PreparedStatement statement, RowBatch rows, int row) throws SQLException {
        travel.bind(statement, rows, row);
    }

    @Override
    public long hash(@Nullable Object[] row) {
        return travel.hash(IntStream.range(0, row.length)
                .filter(column -> columns.get(column).compared())
                .mapToObj(column -> row[column])
                .toArray());
    }
}
