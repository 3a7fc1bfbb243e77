package dev.godwit.jdbc.internal;

import dev.godwit.core.EntityName;
import dev.godwit.core.Key;
import dev.godwit.core.Mark;
import dev.godwit.core.MarkBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The statement that reads a batch of marks, and its answer. The horizon is the oldest transaction that ran when the
 * statement's snapshot was taken: marks of older ones are all visible to it, so once they are deleted none can appear. It
 * comes from the very snapshot of the marks.
 */
final class MarkReading {
    private MarkReading() {}

    /** Its parameters are unit, horizon, and one more than the limit. */
    static String statement(KeyspaceSchema schema) {
        return "select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,"
                + " m.number, m.entity, m.key, m.ctid::text as locator from (values (1)) one"
                + " left join (select ctid, number, entity, key from " + schema.marks()
                + " where unit = ? and xid >= ?::text::xid8 order by xid limit ?) m on true";
    }

    /** A row of the answer: each has the horizon, and only one without a mark says that there is none. */
    record Row(long horizon, Optional<Mark> mark) {}

    static Row row(ResultSet row) throws SQLException {
        long horizon = Long.parseUnsignedLong(row.getString("horizon"));
        return row.getString("locator") == null
                ? new Row(horizon, Optional.empty())
                : new Row(
                        horizon,
                        Optional.of(new Mark(
                                row.getLong("number"),
                                new EntityName(row.getString("entity")),
                                new Key(row.getString("key")),
                                row.getString("locator"))));
    }

    static MarkBatch batch(List<Row> rows, int limit) {
        List<Mark> marks =
                rows.stream().flatMap(row -> row.mark().stream()).limit(limit).toList();
        return new MarkBatch(marks, rows.size() <= limit, rows.getFirst().horizon());
    }
}
