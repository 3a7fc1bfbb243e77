package dev.godwit.notely.account;

import dev.godwit.notely.note.Account;
import dev.godwit.notely.note.Cohort;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The accounts, in a SQLite file. What is changed is durable when the call returns. Thread-safe.
 *
 * <p>All methods throw {@link JdbiException} when the file can't be used.
 */
public final class AccountStore {
    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final String COLUMNS = "id, name, is_migrating, shard, cohort";

    private final Path file;
    private final Jdbi jdbi;

    private AccountStore(Path file, Jdbi jdbi) {
        this.file = file;
        this.jdbi = jdbi;
    }

    /**
     * Opens the file, and makes it when it is not there.
     *
     * @throws org.flywaydb.core.api.FlywayException when it is no such file, or can't be written
     */
    public static AccountStore open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:dev/godwit/notely/account")
                .load()
                .migrate();
        return new AccountStore(file, Jdbi.create(source));
    }

    public Path file() {
        return file;
    }

    /** All accounts, in the order in which they were made. */
    public List<Account> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + " from accounts order by number")
                .map(AccountStore::account)
                .list());
    }

    public Optional<Account> find(UUID id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    /** Stores a new account; false, and nothing is changed, when the id is taken. */
    public boolean create(Account account) {
        return jdbi.withHandle(handle -> handle.createUpdate("insert into accounts (" + COLUMNS
                                + ") values (:id, :name, :isMigrating, :shard, :cohort) on conflict do nothing")
                        .bindMap(columns(account))
                        .execute())
                == 1;
    }

    /** Changes an account, beside nobody else who does; absent when there is none. What the change throws passes through. */
    public Optional<Account> change(UUID id, UnaryOperator<Account> change) {
        return jdbi.inTransaction(handle -> {
            Optional<Account> changed = find(handle, id).map(change);
            changed.ifPresent(account -> handle.createUpdate(
                            "update accounts set name = :name, is_migrating = :isMigrating, shard = :shard, cohort = :cohort"
                                    + " where id = :id")
                    .bindMap(columns(account))
                    .execute());
            return changed;
        });
    }

    /** Whether the file answers. */
    public boolean up() {
        try {
            return jdbi.withHandle(handle -> handle.createQuery("select 1 from accounts limit 1")
                            .mapTo(Integer.class)
                            .list())
                    != null;
        } catch (JdbiException e) {
            return false;
        }
    }

    private static Optional<Account> find(Handle handle, UUID id) {
        return handle.createQuery("select " + COLUMNS + " from accounts where id = :id")
                .bind("id", id.toString())
                .map(AccountStore::account)
                .findOne();
    }

    private static Map<String, Object> columns(Account account) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("id", account.id().toString());
        columns.put("name", account.name());
        columns.put("isMigrating", account.isMigrating() ? 1 : 0);
        account.shard().ifPresent(shard -> columns.put("shard", shard));
        columns.putIfAbsent("shard", "");
        columns.put("cohort", account.cohort().text());
        return columns;
    }

    private static Account account(ResultSet row, StatementContext context) throws SQLException {
        String shard = row.getString("shard");
        String cohort = row.getString("cohort");
        return new Account(
                UUID.fromString(row.getString("id")),
                row.getString("name"),
                row.getBoolean("is_migrating"),
                shard.isEmpty() ? Optional.empty() : Optional.of(shard),
                Cohort.of(cohort).orElseThrow(() -> new SQLException("no cohort " + cohort)));
    }
}
