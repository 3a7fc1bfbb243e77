package dev.godwit.jdbc.internal;

import dev.godwit.core.Chunk;
import dev.godwit.core.Key;
import dev.godwit.core.KeyRange;
import dev.godwit.core.RangeDigest;
import dev.godwit.core.RowShape;
import dev.godwit.core.UnitId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small units, many in one statement: their rows, and what these amount to. Thread-safe. */
final class WholeUnits {
    /** The number of the row's unit, behind the row: a length and an integer. */
    private static final int PLACE_BYTES = 8;

    private final TableCatalog catalog;
    private final StoreTransactions transactions;

    WholeUnits(TableCatalog catalog, StoreTransactions transactions) {
        this.catalog = catalog;
        this.transactions = transactions;
    }

    /** The rows of each unit that has at most so many; of none if all together take too much memory. */
    Map<UnitId, Chunk> read(RowShape shape, Collection<UnitId> units, int maxRows) {
        List<UnitId> asked = List.copyOf(units);
        return catalog.with(shape.entity(), columns -> {
            TravellingColumns travelling = new TravellingColumns(shape, columns);
            String copy = "copy (select " + travelling.cast() + ", u.place from (values " + literals(columns, asked)
                    + ") u(" + String.join(", ", names(columns)) + ") cross join lateral (select t.*" + columns.from()
                    + "where " + columns.unit().condition("t", values(columns)) + " order by "
                    + columns.key().list() + " limit " + (maxRows + 1) + ") t order by u.place, "
                    + columns.key().list() + ") to stdout (format binary)";
            return transactions
                    .readAtOnce(connection -> BinaryCopy.readAll(connection, copy, ChunkReader.MAXIMUM_BYTES))
                    .map(rows -> chunks(rows.rows(), asked, maxRows, travelling))
                    .orElse(Map.of());
        });
    }

    private static Map<UnitId, Chunk> chunks(
            List<byte[]> rows, List<UnitId> units, int maxRows, TravellingColumns travelling) {
        List<List<byte[]>> byUnit = new ArrayList<>();
        units.forEach(unit -> byUnit.add(new ArrayList<>()));
        for (byte[] row : rows) {
            int place = ByteBuffer.wrap(row).getInt(row.length - Integer.BYTES);
            byUnit.get(place).add(withoutPlace(row));
        }
        Map<UnitId, Chunk> chunks = new LinkedHashMap<>();
        for (int place = 0; place < units.size(); place++) {
            List<byte[]> own = byUnit.get(place);
            if (own.size() <= maxRows) {
                long bytes = own.stream().mapToLong(row -> row.length).sum();
                Optional<Key> last = own.isEmpty() ? Optional.empty() : Optional.of(travelling.key(own.getLast()));
                chunks.put(units.get(place), new Chunk(new BinaryRows(own, bytes), last));
            }
        }
        return chunks;
    }

    private static byte[] withoutPlace(byte[] row) {
        byte[] bare = Arrays.copyOf(row, row.length - PLACE_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(bare);
        fields.putShort(0, (short) (fields.getShort(0) - 1));
        return bare;
    }

    Map<UnitId, RangeDigest> digests(RowShape shape, Collection<UnitId> units) {
        List<UnitId> asked = List.copyOf(units);
        return catalog.with(shape.entity(), columns -> {
            String query = "select u.place, d.count, d.digest from unnest(?::integer[]"
                    + ", ?::text[]".repeat(columns.unit().size()) + ") u(" + String.join(", ", names(columns))
                    + ") cross join lateral (select count(*) as count, coalesce(sum(hash), 0)::text as digest from (select "
                    + RowHash.expression(new TravellingColumns(shape, columns)) + " as hash" + columns.from() + "where "
                    + columns.unit().condition("t", values(columns)) + ") rows) d";
            return transactions.readAtOnce(connection -> digests(connection, query, columns, asked));
        });
    }

    private static Map<UnitId, RangeDigest> digests(
            Connection connection, String query, TableColumns columns, List<UnitId> units) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            Object[] places = IntStream.range(0, units.size()).boxed().toArray();
            statement.setArray(1, connection.createArrayOf("integer", places));
            for (int value = 0; value < columns.unit().size(); value++) {
                int index = value;
                Object[] texts = units.stream()
                        .map(unit -> columns.unit().values(unit).get(index))
                        .toArray();
                statement.setArray(2 + value, connection.createArrayOf("text", texts));
            }
            ResultSet result = statement.executeQuery();
            Map<UnitId, RangeDigest> digests = new LinkedHashMap<>();
            while (result.next()) {
                digests.put(
                        units.get(result.getInt(1)),
                        new RangeDigest(KeyRange.ALL, result.getLong(2), result.getString(3)));
            }
            return digests;
        }
    }

    private static String literals(TableColumns columns, List<UnitId> units) {
        return IntStream.range(0, units.size())
                .mapToObj(place -> columns.unit().values(units.get(place)).stream()
                        .map(value -> ", " + Identifiers.literal(value) + "::text")
                        .collect(Collectors.joining("", "(" + place, ")")))
                .collect(Collectors.joining(", "));
    }

    /** The columns of a unit's values, by which {@link #names} calls them. */
    private static List<String> values(TableColumns columns) {
        return IntStream.range(0, columns.unit().size())
                .mapToObj(value -> "u.v" + value)
                .toList();
    }

    private static List<String> names(TableColumns columns) {
        List<String> names = new ArrayList<>(List.of("place"));
        values(columns).forEach(value -> names.add(value.substring("u.".length())));
        return names;
    }
}
