package dev.godwit.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What preflight knows of one store: facts, no judgements.
 *
 * @param database where it is, without secrets: the same text for two stores means the same place
 * @param dialect which kind of database it is
 * @param version the database's version number, major version times 10,000 for PostgreSQL
 * @param tables by entity; an entity whose table does not exist has none
 * @param missingRights other rights that are lacking, in words
 * @param preparedTransactions names of prepared transactions
 * @param longTransactions write transactions that are older than a few seconds, in words
 * @param standbys names of the standbys that follow this store without confirming its commits: a failover to one of
 *     them can lose a freeze
 * @param unfit what keeps the store from taking part in any move, in words
 * @param strays what keeps it from moves to and from other kinds of databases, in words
 */
public record StoreFacts(
        StoreName store,
        String database,
        Dialect dialect,
        int version,
        boolean standby,
        boolean installed,
        Map<EntityName, TableFacts> tables,
        List<String> missingRights,
        List<String> preparedTransactions,
        List<String> longTransactions,
        List<String> standbys,
        List<String> unfit,
        List<String> strays) {

    /**
     * One table.
     *
     * @param name as the plan says it
     * @param path as foreign keys name it: the same text for the same table of this store
     * @param kind what the database calls it: table, partitioned table, view, ...
     * @param primaryKey its columns in order
     * @param userTriggers triggers that are not Godwit's
     * @param triggerKept names of constraints that hold only while triggers fire, foreign keys of the table aside
     * @param foreignKeys the table's foreign keys and those that point to it
     * @param subscriptions logical subscriptions that write it
     * @param rowsWithoutUnit how many rows have none, counted no further than {@link #ROWS_WITHOUT_UNIT_MAX}
     * @param sampleUnit a unit that has rows, if the table has any
     * @param estimatedRows how many rows the database believes it has; 0 when it does not know
     */
    public record TableFacts(
            String name,
            String path,
            String kind,
            boolean unlogged,
            boolean partOfInheritance,
            boolean rowSecurityApplies,
            List<ColumnFacts> columns,
            List<String> primaryKey,
            List<IndexFacts> indexes,
            List<TriggerFacts> userTriggers,
            List<String> triggerKept,
            List<String> rules,
            List<ForeignKeyFacts> foreignKeys,
            List<String> exclusionConstraints,
            List<String> subscriptions,
            List<String> missingRights,
            long rowsWithoutUnit,
            Optional<UnitId> sampleUnit,
            long estimatedRows) {
        /** Where counting ends. */
        public static final long ROWS_WITHOUT_UNIT_MAX = 10_000;

        public Optional<ColumnFacts> column(String wanted) {
            return columns.stream()
                    .filter(column -> column.name().equals(wanted))
                    .findFirst();
        }
    }

    /**
     * One column.
     *
     * @param type as the database spells it, without a length
     * @param declaredType the type with its length, precision or scale, as in {@code numeric(10,2)}
     * @param kind what its values are
     * @param length the most characters that it takes, if limited
     * @param identity whether the database hands out its values (identity, serial)
     * @param sequenceStart first value that the sequence hands out next
     * @param sequenceIncrement the step of the sequence
     */
    public record ColumnFacts(
            String name,
            String type,
            String declaredType,
            ValueKind kind,
            Optional<Integer> length,
            boolean nullable,
            boolean hasDefault,
            boolean generated,
            boolean identity,
            Optional<Long> sequenceStart,
            Optional<Long> sequenceIncrement,
            boolean deterministicCollation) {}

    /**
     * One foreign key.
     *
     * @param table the path of the table whose rows point
     * @param columns those that point, in the order of {@code referencedColumns}
     * @param referencedTable the path of the table that is pointed to
     * @param changesChildren whether the database deletes or changes rows that point to a row that is deleted
     */
    public record ForeignKeyFacts(
            String name,
            String table,
            List<String> columns,
            String referencedTable,
            List<String> referencedColumns,
            boolean changesChildren,
            boolean deferrable) {}

    /**
     * One trigger of the application.
     *
     * @param firesBecause why it can't be kept from firing for the mover, in words; absent where it can
     */
    public record TriggerFacts(String name, Optional<String> firesBecause) {}

    /** One index; {@code unique} ones are constraints too. An expression stands among its columns as its text. */
    public record IndexFacts(String name, List<String> columns, boolean unique, boolean partial, boolean valid) {}
}
