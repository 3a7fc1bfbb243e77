package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.RowBatch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In what form rows leave a file and come into one. */
interface Travel {
    /** The form of a value that was read from a column, counted from 0. */
    @Nullable
    Object out(int column, @Nullable Object stored) throws SQLException;

    /** The rows together; each value is one that {@link #out} gave. */
    RowBatch batch(List<@Nullable Object[]> rows, long bytes);

    /** Binds the values of a row to the parameters of a statement, from 1. */
    void bind(PreparedStatement statement, RowBatch rows, int row) throws SQLException;

    /** Adds a row to a hash of rows. */
    long hash(@Nullable Object[] row);
}
