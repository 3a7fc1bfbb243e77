package dev.godwit.jdbc.kit;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody may have set for a whole database.
 *
 * @param settings for {@code alter database ... set}
 * @param preparation statements in a new database before that
 * @param rowSecurity whether tables hide their rows from all but the roles of the application and of the mover
 * @param everyKey whether it may matter of which type a key is
 * @param durability whether it may matter for what a crash leaves
 */
record Setting(
        String name,
        List<String> settings,
        List<String> preparation,
        boolean rowSecurity,
        boolean everyKey,
        boolean durability) {
    static final Setting ORDINARY = new Setting("ordinary settings", List.of(), List.of(), false, true, true);

    /** Functions and an operator that lie, in front of the real ones. */
    private static final List<String> SHADOWS = List.of(
            "create schema shadow",
            "create function shadow.hashtext(text) returns int language sql as 'select 1'",
            "create function shadow.clock_timestamp() returns timestamptz language sql as"
                    + " $$select 'infinity'::timestamptz$$",
            "create function shadow.current_setting(text) returns text language sql as $$select ''::text$$",
            "create function shadow.current_setting(text, bool) returns text language sql as $$select ''::text$$",
            "create function shadow.set_config(text, text, bool) returns text language sql as $$select ''::text$$",
            "create function shadow.pg_is_in_recovery() returns bool language sql as 'select true'",
            "create function shadow.pg_current_xact_id() returns xid8 language sql as $$select '7'::xid8$$",
            "create function shadow.pg_advisory_xact_lock_shared(int, int) returns void language sql as ''",
            "create function shadow.to_regprocedure(text) returns regprocedure language sql as 'select null::regprocedure'",
            "create function shadow.never(text, text) returns bool language sql as 'select false'",
            "create operator shadow.= (function = shadow.never, leftarg = text, rightarg = text)",
            "create operator shadow.<> (function = shadow.never, leftarg = text, rightarg = text)",
            "create table shadow.pg_locks (locktype text)",
            "create table shadow.pg_class (oid oid)",
            "create table shadow.pg_proc (oid oid)",
            "grant usage on schema shadow to public",
            "grant select on all tables in schema shadow to public");

    static final List<Setting> ALL = List.of(
            ORDINARY,
            new Setting("repeatable read by default", "default_transaction_isolation = 'repeatable read'"),
            new Setting("serializable by default", "default_transaction_isolation = 'serializable'"),
            new Setting(
                    "asynchronous commits by default",
                    List.of("synchronous_commit = off"),
                    List.of(),
                    false,
                    false,
                    true),
            new Setting("row security for all but its own roles", List.of(), List.of(), true, false, false),
            new Setting(
                    "search path full of liars",
                    List.of("search_path = shadow, pg_catalog, public"),
                    SHADOWS,
                    false,
                    false,
                    false),
            new Setting("no search path", "search_path = ''"),
            new Setting("no patience", "lock_timeout = '1ms'", "statement_timeout = '2s'"),
            Setting.ofEveryKey(
                    "texts in other forms",
                    "\"TimeZone\" = 'Asia/Kathmandu'",
                    "\"DateStyle\" = 'German, DMY'",
                    "\"IntervalStyle\" = 'iso_8601'",
                    "extra_float_digits = -15",
                    "bytea_output = 'escape'",
                    "array_nulls = off",
                    "standard_conforming_strings = off",
                    "escape_string_warning = off",
                    "quote_all_identifiers = on",
                    "transform_null_equals = on",
                    "xmloption = document",
                    "lc_monetary = 'C'"),
            new Setting("triggers off by default", "session_replication_role = replica"),
            new Setting(
                    "an odd planner",
                    "plan_cache_mode = force_generic_plan",
                    "enable_indexscan = off",
                    "enable_bitmapscan = off",
                    "work_mem = '64kB'",
                    "jit_above_cost = 0",
                    "plpgsql.variable_conflict = use_column",
                    "plpgsql.extra_errors = 'too_many_rows,strict_multi_assignment'"));

    /** Those that have told versions of a database apart: how texts look, which names are found, which triggers run. */
    static final Set<Setting> TELLING = ALL.stream()
            .filter(setting -> Set.of(
                            ORDINARY.name(),
                            "search path full of liars",
                            "texts in other forms",
                            "triggers off by default")
                    .contains(setting.name()))
            .collect(Collectors.toUnmodifiableSet());

    private static Setting ofEveryKey(String name, String... settings) {
        return new Setting(name, List.of(settings), List.of(), false, true, false);
    }

    private Setting(String name, String... settings) {
        this(name, List.of(settings), List.of(), false, false, false);
    }
}
