package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.PortableRows;
import dev.godwit.core.RowBatch;
import dev.godwit.core.RowShape;
import dev.godwit.core.TupleText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The rows of a chunk on their way into a table by {@code COPY}. */
interface RowCopy {
    /** @param table quoted and qualified */
    void write(Connection connection, String table, TravellingColumns travelling) throws SQLException;

    List<Key> keys(TravellingColumns travelling);

    static RowCopy of(RowBatch rows) {
        return switch (rows) {
            case BinaryRows binary -> new Binary(binary);
            case PortableRows portable -> new Portable(portable);
            default -> throw new IllegalArgumentException("not rows that this store can write: " + rows.getClass());
        };
    }

    /** Batches that go into the same table, in as few copies as possible. */
    static List<RowCopy> together(List<RowBatch> batches) {
        List<byte[]> binary = new ArrayList<>();
        List<RowCopy> copies = new ArrayList<>();
        long bytes = 0;
        for (RowBatch batch : batches) {
            if (batch instanceof BinaryRows rows) {
                binary.addAll(rows.rows());
                bytes += rows.bytes();
            } else if (batch.count() > 0) {
                copies.add(of(batch));
            }
        }
        if (!binary.isEmpty()) {
            copies.add(new Binary(new BinaryRows(binary, bytes)));
        }
        return copies;
    }

    /** As another PostgreSQL has sent them. */
    record Binary(BinaryRows rows) implements RowCopy {
        @Override
        public void write(Connection connection, String table, TravellingColumns travelling) throws SQLException {
            BinaryCopy.write(
                    connection, "copy " + table + " (" + travelling.names() + ") from stdin (format binary)", rows);
        }

        @Override
        public List<Key> keys(TravellingColumns travelling) {
            return rows.rows().stream().map(travelling::key).toList();
        }
    }

    /** From a store of another kind. */
    record Portable(PortableRows rows) implements RowCopy {
        @Override
        public void write(Connection connection, String table, TravellingColumns travelling) throws SQLException {
            TextCopy.write(
                    connection, "copy " + table + " (" + travelling.names() + ") from stdin (format text)", rows);
        }

        @Override
        public List<Key> keys(TravellingColumns travelling) {
            RowShape shape = travelling.shape();
            List<String> names =
                    shape.columns().stream().map(RowShape.Column::name).toList();
            List<Integer> places =
                    shape.entity().key().stream().map(names::indexOf).toList();
            List<Key> keys = new ArrayList<>();
            for (int i = 0; i < rows.count(); i++) {
                int row = i;
                keys.add(new Key(TupleText.join(places.stream()
                        .map(place ->
                                Objects.requireNonNull(rows.columns().get(place).get(row)))
                        .toList())));
            }
            return keys;
        }
    }
}
