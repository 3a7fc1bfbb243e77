package dev.godwit.core;

/**
 * Every way in which Godwit says no, with the operator's next step. The constant's name is the stable code.
 */
public enum ErrorCode {
    // names and vocabulary
    INVALID_NAME(ErrorKind.USER, "use a lower-case name of at most 40 letters, digits, '-' or '_'"),
    INVALID_UNIT(ErrorKind.USER, "use a unit of 1 to 200 characters"),
    FORBIDDEN_TRANSITION(
            ErrorKind.USER, "look at 'godwit status' for the unit's phase and choose a command that it allows"),
    // plan
    PLAN_NOT_FOUND(ErrorKind.USER, "check the path of the plan file"),
    PLAN_INVALID_YAML(ErrorKind.USER, "correct the YAML at the line that is named"),
    PLAN_UNKNOWN_KEY(ErrorKind.USER, "remove or correct the key; the message names the nearest known one"),
    PLAN_DUPLICATE_KEY(ErrorKind.USER, "keep one of the two"),
    PLAN_MISSING_KEY(ErrorKind.USER, "add the key that is named"),
    PLAN_INVALID_VALUE(ErrorKind.USER, "correct the value; the message says what is allowed"),
    RESIDENCY_BROKEN(
            ErrorKind.USER, "change the policy or the rule of the region; no policy may take a unit out of its region"),
    PLAN_NOT_SUPPORTED(ErrorKind.USER, "remove what is not supported yet from the plan"),
    PLAN_SECRET_IN_CLEAR(
            ErrorKind.USER,
            "refer to the secret, as in \"env:NAME\" or \"file:PATH\", and change the one that was written down"),
    PLAN_SECRET_NOT_FOUND(ErrorKind.USER, "set the environment variable or file that the plan refers to"),
    PLAN_CHANGED(
            ErrorKind.USER,
            "finish or abort the migration under its old plan, or give the new plan another migration name"),
    // stores
    STORE_UNREACHABLE(ErrorKind.ENVIRONMENT, "check address, port and network, then repeat the command"),
    STORE_AUTHENTICATION(ErrorKind.USER, "check user and password of the store in the plan"),
    STORE_DATABASE_MISSING(ErrorKind.USER, "create the database or correct the URL of the store"),
    STORE_RIGHTS_MISSING(ErrorKind.USER, "grant what 'godwit plan' lists for this role, then repeat the command"),
    STORE_BUSY(
            ErrorKind.RETRYABLE,
            "nothing; Godwit tries again. If it lasts, end the transaction that the message names"),
    STORE_STATEMENT_TIMEOUT(
            ErrorKind.RETRYABLE, "nothing; Godwit tries again. If it lasts, look for load on the database"),
    STORE_EXHAUSTED(
            ErrorKind.RETRYABLE,
            "free what the database has run out of (disk, memory, connections); Godwit tries again until then"),
    STORE_CONNECTION_LOST(ErrorKind.RETRYABLE, "nothing; Godwit connects again. If it lasts, look at the database"),
    STORE_OUTCOME_UNKNOWN(ErrorKind.AMBIGUOUS, "nothing; Godwit reads the store again before it decides"),
    STORE_IS_STANDBY(ErrorKind.ENVIRONMENT, "give the address of the primary in the plan"),
    STORE_INCARNATION_CHANGED(
            ErrorKind.ENVIRONMENT,
            "look at what was restored or promoted, then 'godwit resume'; the units are verified again"),
    STORE_VERSION(ErrorKind.USER, "use PostgreSQL 15 or newer"),
    STORE_UNFIT(ErrorKind.USER, "change what the message names in the database"),
    STORE_FAILED(ErrorKind.ENVIRONMENT, "look at the message of the database"),
    SAME_STORE(ErrorKind.USER, "name two different databases or schemas as source and target"),
    // tables
    TABLE_MISSING(ErrorKind.USER, "create the table or correct its name in the plan"),
    TABLE_KIND(ErrorKind.USER, "use an ordinary, logged table, or leave the entity out"),
    TABLE_PARTITIONED(ErrorKind.USER, "name the partitioned table in the plan, not one of its partitions"),
    TABLE_INHERITANCE(ErrorKind.USER, "tables with inheritance can't be moved yet; leave this entity out"),
    TABLE_ROW_SECURITY(
            ErrorKind.USER, "let the mover's role bypass row security (BYPASSRLS), or disable it on the table"),
    TABLE_SUBSCRIPTION(ErrorKind.USER, "drop the subscription that writes this table, or leave the entity out"),
    TABLE_USER_TRIGGERS(
            ErrorKind.USER,
            "let the role set session_replication_role, or drop or disable the triggers until the move is over"),
    TRIGGERS_DIFFER(ErrorKind.USER, "make the same triggers in the target, or let the application do what they do"),
    TABLE_RULES(ErrorKind.USER, "drop the rewrite rules of the table; they make writes that no trigger sees"),
    FOREIGN_KEY_OUTSIDE(
            ErrorKind.USER,
            "add the other table to the plan, as an entity or under 'reference', or drop the constraint until the move is"
                    + " over"),
    FOREIGN_KEY_NOT_TO_KEY(
            ErrorKind.USER,
            "let the foreign key point to columns that hold the other table's key, or drop it until the move is over"),
    FOREIGN_KEY_ACROSS_UNITS(
            ErrorKind.USER,
            "put the table that is pointed to under 'reference', let the child reach its unit through it, or drop the"
                    + " constraint until the move is over"),
    FOREIGN_KEY_CYCLE(ErrorKind.USER, "drop one of the constraints of the circle until the move is over"),
    FOREIGN_KEY_NOT_INDEXED(ErrorKind.USER, "create an index that begins with the columns of the foreign key"),
    TABLE_EXCLUSION_CONSTRAINT(
            ErrorKind.USER, "drop the exclusion constraint until the move is over, or leave the entity out"),
    COLUMN_MISSING(ErrorKind.USER, "add the column or correct the plan"),
    COLUMN_TYPE(ErrorKind.USER, "make the target's column type equal or wider"),
    COLUMN_LENGTH(ErrorKind.USER, "make the target's column at least as long"),
    COLUMN_NOT_NULL(ErrorKind.USER, "fill the NULLs in the source, or drop NOT NULL in the target"),
    COLUMN_EXTRA(ErrorKind.USER, "give the extra target column a default, or allow NULL in it"),
    TRANSFORM_WRONG(
            ErrorKind.USER,
            "correct the transform, or the value of the source that it can't take, then 'godwit resume'"),
    NO_WAY_BACK(
            ErrorKind.USER,
            "give the column a default or the transform an inverse, or do without a way back: 'wayBack: false'"),
    COLUMN_GENERATED(
            ErrorKind.USER, "make it an ordinary column where it is computed, or compute it in the source too"),
    KEY_MISSING(ErrorKind.USER, "add a primary key on exactly the key columns of the plan"),
    KEY_TYPE(ErrorKind.USER, "use a key of types in which equal values have one text: see docs/schemas.md"),
    KEY_GENERATED_TWICE(
            ErrorKind.USER,
            "let Godwit give each store a range of its own with 'keys: ranges', use UUIDs, or accept it by name"),
    KEY_RANGE_TOO_SMALL(
            ErrorKind.USER,
            "make the column bigint in both stores, use UUIDs, or finish the move before the range is used up"),
    KEY_RANGE_LEFT(
            ErrorKind.USER,
            "look for keys that both stores have handed out, change one of each two, then 'godwit resume'"),
    UNIQUE_WITHOUT_UNIT(
            ErrorKind.USER,
            "add the unit column to the constraint, or accept it by name under accept.uniqueAcrossStores"),
    UNIT_NULL(ErrorKind.USER, "give these rows a unit, or let them stay in the source with 'unitNull: stay'"),
    UNIT_TYPE(ErrorKind.USER, "use unit columns of integers, uuids, booleans or texts"),
    UNIT_NOT_INDEXED(ErrorKind.USER, "create an index that begins with what decides on the unit"),
    UNIT_PARENT_UNBOUND(ErrorKind.USER, "add the foreign key to the parent in both stores"),
    UNIT_ELSEWHERE(
            ErrorKind.USER,
            "move it where it is, or wait until the migration that has it has ended with it, and its retention too"),
    UNIT_NOT_FOUND(ErrorKind.USER, "check the unit's name; 'godwit status --json' lists those of the migration"),
    UNIT_IN_TWO_STORES(ErrorKind.USER, "keep the rows that are right and remove the others"),
    TARGET_NOT_EMPTY(ErrorKind.USER, "remove the rows from the target; nothing in the journal explains them"),
    PREPARED_TRANSACTION(ErrorKind.ENVIRONMENT, "commit or roll back the prepared transaction"),
    LONG_TRANSACTION(ErrorKind.ENVIRONMENT, "let the transaction end, or end it; a cutover would wait for it"),
    FAILOVER_RISK(
            ErrorKind.USER,
            "make the standby synchronous, or own the risk with 'accept: { failoverCanLoseFreeze: true }'"),
    LEFTOVERS(ErrorKind.USER, "finish the migration that left them, or remove them with 'godwit abort'"),
    INSTALLATION_INCOMPLETE(
            ErrorKind.USER, "run the plan, which installs what is missing; enable the triggers that somebody disabled"),
    REMOVAL_REFUSED(
            ErrorKind.USER,
            "finish or abort the migration first, so that everything lives in one store and is at rest"),
    REHEARSAL_MISSING(ErrorKind.USER, "rehearse the plan with 'godwit rehearse', until that is green"),
    SCRATCH_UNFIT(
            ErrorKind.USER,
            "give the rehearsal two databases of its own that have the tables of the plan, empty, and nothing of Godwit"),
    // the move
    UNIT_FROZEN(ErrorKind.RETRYABLE, "nothing while the plan runs; otherwise run it, and the unit is thawed"),
    FENCE_LOST(ErrorKind.BUG, "look at the journal of the unit and at who changed its fence by hand"),
    MOVER_SHUT_OUT(ErrorKind.RETRYABLE, "nothing; another worker has taken over"),
    KEY_OWNED_BY_OTHER_UNIT(
            ErrorKind.USER, "find out which unit's row is right, remove the other, then 'godwit resume'"),
    ROWS_DIFFER(ErrorKind.USER, "compare the rows that are named; repair them or abort the unit's move"),
    DEFINITION_CHANGED(
            ErrorKind.USER,
            "undo or repeat the change in the other store, then 'godwit resume'; the unit is verified again"),
    ROW_REFUSED(ErrorKind.USER, "correct the row in the source or the constraint in the target, then 'godwit resume'"),
    ROW_WITHOUT_PARENT(
            ErrorKind.USER,
            "find out why the row that is pointed to is not in the same unit, correct that, then 'godwit resume'"),
    REFERENCE_BEHIND(
            ErrorKind.RETRYABLE,
            "nothing; the rows that point to a reference table come after its own and go before them"),
    CUTOVER_BUDGET(
            ErrorKind.RETRYABLE,
            "nothing; the cutover is tried again. If it lasts, raise cutover.maxPause or cut over at a quieter time"),
    WINDOW_OVER(
            ErrorKind.USER, "'godwit resume' takes the unit up in another window, 'godwit abort --unit' gives it up"),
    MARKS_BACKLOG(
            ErrorKind.ENVIRONMENT, "find out why the mirror is slow; the copy goes on when the backlog has shrunk"),
    WAY_BACK_STALE(
            ErrorKind.USER,
            "see that the old store answers again and rebuild the way back with 'godwit verify', or finalize"),
    PROBATION_OPEN(ErrorKind.USER, "wait for its end, or say why it ends now with 'godwit finalize --reason TEXT'"),
    POINT_OF_NO_RETURN(
            ErrorKind.USER,
            "nothing; after finalize the data lives in the target, and a step without a way back stays done"),
    // routers
    HELD_TOO_LONG(ErrorKind.RETRYABLE, "repeat the operation; the unit changed its home for longer than the limit"),
    TOO_MANY_HELD(ErrorKind.RETRYABLE, "repeat the operation later; too many operations wait for cutovers"),
    UNITS_APART(ErrorKind.USER, "do the work for each unit on its own; the units live in different stores"),
    TRANSACTION_REFUSED(ErrorKind.RETRYABLE, "repeat the transaction from its beginning; its unit changed its home"),
    NO_HOME(ErrorKind.ENVIRONMENT, "start the control plane; no store says that it is the unit's home"),
    SCATTER_UNSETTLED(ErrorKind.RETRYABLE, "repeat the operation; units changed their home during every attempt"),
    SCATTER_INCOMPLETE(
            ErrorKind.ENVIRONMENT,
            "look at the stores that the message names, then repeat it; or ask for a partial answer"),
    ROUTER_OUTDATED(
            ErrorKind.USER,
            "release the application with a router that has the capability before the migration starts"),
    // control plane
    CONTROL_PLANE_UNREACHABLE(
            ErrorKind.ENVIRONMENT, "start it with 'godwit serve' or 'godwit run', or give its address with --server"),
    CONTROL_STORE_NEWER(ErrorKind.USER, "use the Godwit version that wrote the control store, or a newer one"),
    CONTROL_STORE_LOST(ErrorKind.USER, "restore the control store; the stores hold fences that it does not explain"),
    CONTROL_STORE_FAILED(ErrorKind.ENVIRONMENT, "check the control store's disk or database"),
    CONTROL_STORE_FULL(
            ErrorKind.ENVIRONMENT, "free space where the control store is; everything then goes on by itself"),
    CONTROL_STORE_IN_USE(ErrorKind.USER, "stop the other server, or wait until its leadership has lapsed"),
    NOT_LEADING(ErrorKind.RETRYABLE, "repeat it in a second. If it lasts, start a server on this control store"),
    MIGRATION_NOT_FOUND(ErrorKind.USER, "check the migration's name"),
    MIGRATIONS_COLLIDE(ErrorKind.USER, "change the plan as the message says, or let the other migration end first"),
    MIGRATION_EXISTS(ErrorKind.USER, "choose another name; this one belongs to a migration that has ended"),
    WAVE_QUERY(
            ErrorKind.USER,
            "correct the query; it is a SELECT with one column, whose values are units of the keyspace"),
    WAVE_NOT_FOUND(ErrorKind.USER, "check the wave's name in the plan"),
    WAVE_ON_REQUEST_MISSING(
            ErrorKind.USER,
            "give the plan a wave '{ name: asked, units: { onRequest: true } }' before its migration begins"),
    APPROVAL_MISSING(ErrorKind.USER, "approve with 'godwit approve'"),
    REQUEST_NOT_FOUND(ErrorKind.USER, "look at 'godwit status' for the commands that wait for approval"),
    STEP_FAILED(ErrorKind.USER, "correct what the message names, then resume; the step goes on where it was"),
    STEPS_CHANGED(ErrorKind.USER, "bring the steps back that are named; they have begun and may have to be undone"),
    // releases
    INSTANCE_NOT_READY(ErrorKind.USER, "correct what the instance said last, then release again; nothing was replaced"),
    VERSION_WORSE(
            ErrorKind.USER,
            "look at the comparison that is named and at the log of the new version, then release again"),
    RELEASE_UNDER_WAY(ErrorKind.USER, "wait until the release that is under way is over, or take it back"),
    // processes and requests
    PORT_IN_USE(ErrorKind.ENVIRONMENT, "choose another port or stop the process that has it"),
    TLS_FILES_UNREADABLE(ErrorKind.USER, "give files in PEM that this user may read; the key as PKCS #8"),
    TOKEN_MISSING(ErrorKind.USER, "set GODWIT_TOKEN to a token; 'godwit token create' makes one"),
    NOT_ALLOWED(ErrorKind.USER, "ask somebody whose token has the role, or have one made that has it"),
    TOO_MANY_REQUESTS(ErrorKind.RETRYABLE, "ask less often; the same request may be repeated after a second"),
    IDEMPOTENCY_CONFLICT(ErrorKind.USER, "look at 'godwit audit' for what was sent under this key, or use another key"),
    INVALID_REQUEST(ErrorKind.USER, "correct the request; the message names the field"),
    USAGE(ErrorKind.USER, "see --help"),
    INTERNAL(ErrorKind.BUG, "report it with the log");

    private final ErrorKind kind;
    private final String nextStep;

    ErrorCode(ErrorKind kind, String nextStep) {
        this.kind = kind;
        this.nextStep = nextStep;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** What the operator does next, in one sentence without a full stop. */
    public String nextStep() {
        return nextStep;
    }

    /** The page that explains it, in the project's folder. */
    public String page() {
        return "docs/errors/" + name() + ".md";
    }
}
