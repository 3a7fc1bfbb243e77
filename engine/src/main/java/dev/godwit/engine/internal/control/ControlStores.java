package dev.godwit.engine.internal.control;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.SystemTime;
import dev.godwit.core.TimeSource;
import dev.godwit.engine.EngineSettings;
import dev.godwit.engine.access.AccessRecords;
import dev.godwit.engine.rehearsal.RehearsalRecords;
import dev.godwit.engine.spi.ControlStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Jdbi;

/** Opens a control store by its JDBC URL and brings its schema up to date. */
public final class ControlStores {
    private static final String LOCATION = "classpath:dev/godwit/engine/control/";

    private static final String FILE_URL = "jdbc:sqlite:";
    private static final String DATABASE_URL = "jdbc:postgresql:";

    /** Who asks over HTTP waits 10 s: the server has to have answered by then that its control store is away. */
    private static final int CONNECTION_MILLIS = 4_000;

    private static final Duration SILENCE = Duration.ofSeconds(5);

    private ControlStores() {}

    /**
     * Opens the control store.
     *
     * @param settings say where it is
     * @param onChange called after each change that routers have to hear of
     * @throws GodwitException with {@code CONTROL_STORE_FAILED} when it can't be opened and {@code CONTROL_STORE_NEWER}
     *     when a newer Godwit wrote it
     */
    public static ControlStore open(EngineSettings settings, TimeSource time, Runnable onChange) {
        HikariDataSource connections = connect(settings);
        return new JdbiControlStore(jdbi(connections, time), time, onChange, connections::close);
    }

    /**
     * Opens the records of the workflows that users write; they are in the same control store.
     *
     * @throws GodwitException as from {@link #open}
     */
    public static WorkflowRecords openWorkflows(EngineSettings settings, TimeSource time) {
        HikariDataSource connections = connect(settings);
        return new WorkflowRecords(jdbi(connections, time), time, connections::close);
    }

    /**
     * Opens the tokens and the log of commands; they are in the same control store.
     *
     * @throws GodwitException as from {@link #open}
     */
    public static AccessRecords openAccess(EngineSettings settings) {
        HikariDataSource connections = connect(settings);
        return new JdbiAccessRecords(jdbi(connections, new SystemTime()), connections::close);
    }

    /**
     * Opens the rehearsals; they are in the same control store.
     *
     * @throws GodwitException as from {@link #open}
     */
    public static RehearsalRecords openRehearsals(EngineSettings settings) {
        HikariDataSource connections = connect(settings);
        return new JdbiRehearsalRecords(jdbi(connections, new SystemTime()), connections::close);
    }

    /** Whether there is one: a file may not have been made yet. */
    public static boolean exists(EngineSettings settings) {
        String url = settings.controlStoreUrl();
        return !url.startsWith(FILE_URL) || Files.exists(Path.of(url.substring(FILE_URL.length())));
    }

    private static Jdbi jdbi(HikariDataSource connections, TimeSource time) {
        boolean sqlite = connections.getJdbcUrl().startsWith(FILE_URL);
        return Jdbi.create(new PooledConnections(connections, sqlite ? Optional.empty() : Optional.of(SILENCE), time));
    }

    private static HikariDataSource connect(EngineSettings settings) {
        boolean sqlite = settings.controlStoreUrl().startsWith(FILE_URL);
        if (!sqlite && !settings.controlStoreUrl().startsWith(DATABASE_URL)) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "control store: its URL begins with " + FILE_URL + " or " + DATABASE_URL
                            + ", and this one does not");
        }
        HikariDataSource connections = new HikariDataSource(configuration(settings, sqlite));
        try {
            migrate(connections, sqlite ? "sqlite" : "postgresql");
            return connections;
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static HikariConfig configuration(EngineSettings settings, boolean sqlite) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("godwit-control-store");
        config.setJdbcUrl(settings.controlStoreUrl());
        config.setMaximumPoolSize(4);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        if (sqlite) {
            config.addDataSourceProperty("journal_mode", "WAL");
            config.addDataSourceProperty("synchronous", "FULL");
            config.addDataSourceProperty("busy_timeout", "10000");
            config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        } else {
            settings.controlStoreUser().ifPresent(config::setUsername);
            settings.controlStorePassword().ifPresent(password -> config.setPassword(password.reveal()));
            // Who stands still in a transaction holds the seat of the leader, and has lost the lead by then.
            config.setConnectionInitSql("set synchronous_commit = on; set idle_in_transaction_session_timeout = '2s'");
            config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        }
        return config;
    }

    private static void migrate(HikariDataSource connections, String dialect) {
        Flyway flyway = Flyway.configure(ControlStores.class.getClassLoader())
                .dataSource(connections)
                .locations(LOCATION + "common", LOCATION + dialect)
                .table("godwit_schema_history")
                .baselineOnMigrate(false)
                .load();
        try {
            for (MigrationInfo migration : flyway.info().all()) {
                if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                    throw new GodwitException(
                            ErrorCode.CONTROL_STORE_NEWER,
                            "the control store has version " + migration.getVersion()
                                    + ", which this Godwit does not know");
                }
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw ControlFailures.translate(e);
        }
    }
}
