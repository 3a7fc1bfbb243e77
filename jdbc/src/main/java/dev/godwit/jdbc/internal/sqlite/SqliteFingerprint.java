package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Entity;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Store.Fingerprint;
import dev.godwit.core.StoreName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * What the tables of a keyspace look like (pitfall U11): the text of each table, of its triggers and of the indexes that
 * constrain it, and of all that Godwit has installed. A table that was rebuilt, as SQLite's documentation tells people
 * to, has lost its triggers. The file's counter of schema changes stands for the physical file. Thread-safe.
 */
final class SqliteFingerprint {
    private final StoreName store;
    private final Keyspace keyspace;
    private final StoreObjects objects;
    private final SqliteTransactions transactions;

    SqliteFingerprint(StoreName store, Keyspace keyspace, StoreObjects objects, SqliteTransactions transactions) {
        this.store = store;
        this.keyspace = keyspace;
        this.objects = objects;
        this.transactions = transactions;
    }

    Fingerprint read() {
        return transactions.read(sql -> new Fingerprint(
                definition(sql),
                sql.first("pragma schema_version", row -> row.getString(1)).orElseThrow()));
    }

    private String definition(Sql sql) throws SQLException {
        MessageDigest digest = sha256();
        String ours =
                "substr(m.name, 1, " + objects.prefix().length() + ") = " + StoreObjects.literal(objects.prefix());
        for (Entity entity : keyspace.entities()) {
            sql.query(
                            "select m.type || ' ' || m.name || ' ' || coalesce(m.sql, '') from sqlite_master as m"
                                    + " where " + ours + " or m.tbl_name = ? and (m.type in ('table', 'trigger')"
                                    + " or m.name in (select l.name from pragma_index_list(m.tbl_name) as l"
                                    + " where l.\"unique\")) order by m.type, m.name",
                            row -> row.getString(1),
                            StoreObjects.bareTable(entity.tableIn(store)))
                    .forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
