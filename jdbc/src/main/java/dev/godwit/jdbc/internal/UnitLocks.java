package dev.godwit.jdbc.internal;

/**
 * The advisory locks of a keyspace, as SQL. They are transaction locks of two numbers: a class for the keyspace, and the
 * hash of the unit. Two units may share a lock; that costs a wait now and then and is never wrong.
 */
record UnitLocks(KeyspaceSchema schema) {
    /** A statement that takes the exclusive lock of the unit in its one parameter. */
    String takeExclusive() {
        return "select pg_advisory_xact_lock(" + unitClass() + ", hashtext(?))";
    }

    /** A statement that takes the exclusive locks of the units in its one parameter, one after the other. */
    String takeExclusiveOfAll() {
        return "select pg_advisory_xact_lock(" + unitClass() + ", hashtext(unit)) from unnest(?::text[]) unit";
    }

    /** An expression: whether nobody has the lock of the unit in its one parameter, nor the bulk lock; then this has both. */
    String tryExclusive() {
        return "pg_try_advisory_xact_lock(" + unitClass() + ", hashtext(?)) and pg_try_advisory_xact_lock(hashtext("
                + literal(".bulk") + "), 0)";
    }

    /** A statement that keeps out the writers of units without a fence row. */
    String takeDefaultExclusive() {
        return "select pg_advisory_xact_lock(hashtext(" + literal(".default") + "), 0)";
    }

    /** A statement that keeps out whoever else installs or removes. */
    String takeInstallation() {
        return "select pg_advisory_xact_lock(hashtext(" + literal(".install") + "), 0)";
    }

    /** A statement that keeps out whoever else moves a sequence. */
    String takeSequences() {
        return "select pg_advisory_xact_lock(hashtext(" + literal(".sequences") + "), 0)";
    }

    /** A condition on {@code pg_locks l}: the lock of one of the units in the one parameter, or the bulk lock. */
    String ofUnitsOrBulk() {
        return "(l.classid = " + asOid(unitClass()) + " and l.objid in (select " + asOid("hashtext(unit)")
                + " from unnest(?::text[]) unit) or " + ofBulk() + ")";
    }

    /** A condition on {@code pg_locks l}: the lock of the unit of an expression, or the bulk lock. */
    String ofUnitOrBulk(String unit) {
        return "(l.classid = " + asOid(unitClass()) + " and l.objid = " + asOid("hashtext(" + unit + ")") + " or "
                + ofBulk() + ")";
    }

    /** A condition on {@code pg_locks l}: any unit's lock, or the bulk lock. */
    String ofAnyUnitOrBulk() {
        return "(l.classid = " + asOid(unitClass()) + " or " + ofBulk() + ")";
    }

    private String ofBulk() {
        return "l.classid = " + asOid("hashtext(" + literal(".bulk") + ")") + " and l.objid = 0";
    }

    private String unitClass() {
        return "hashtext(" + literal(".unit") + ")";
    }

    private String literal(String suffix) {
        return Identifiers.literal(schema.name() + suffix);
    }

    /** pg_locks shows the numbers as unsigned. */
    private static String asOid(String number) {
        return "(" + number + "::bigint & 4294967295)::oid";
    }
}
