package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The statements that make what Godwit keeps in a file. Each may be repeated. */
record StoreSchema(StoreObjects objects, Keyspace keyspace, Map<EntityName, EntityTable> tables) {
    List<String> statements(Role defaultRole) {
        List<String> statements = new ArrayList<>(List.of(
                "create table if not exists " + objects.fence() + " (\n"
                        + "    unit text primary key not null,\n"
                        + "    role text not null check (role in ('HOME', 'FROZEN', 'MIRROR', 'MOVED')),\n"
                        + "    epoch integer not null check (epoch > 0),\n"
                        + "    home_since integer not null default 0,\n"
                        + "    token integer not null default 0,\n"
                        + "    heir_store text,\n"
                        + "    heir_epoch integer,\n"
                        + "    frozen_until integer,\n"
                        + "    in_flight integer not null,\n"
                        + "    migration text not null,\n"
                        + "    check ((role = 'FROZEN') = (frozen_until is not null)),\n"
                        + "    check ((heir_store is null) = (heir_epoch is null)),\n"
                        + "    check (heir_store is null or role = 'MIRROR')\n) without rowid",
                "create table if not exists " + objects.defaultFence() + " (\n"
                        + "    only_one integer primary key check (only_one = 1),\n"
                        + "    role text not null check (role in ('HOME', 'MOVED')),\n"
                        + "    epoch integer not null,\n"
                        + "    token integer not null default 0,\n"
                        + "    migration text,\n"
                        + "    keeps_rows_without_unit integer not null\n)",
                // AUTOINCREMENT: a number is never used twice, also when its mark was the last one (pitfall U15).
                "create table if not exists " + objects.marks() + " (\n"
                        + "    number integer primary key autoincrement,\n"
                        + "    unit text not null,\n"
                        + "    entity text not null,\n"
                        + "    key text not null,\n"
                        + "    marked_at integer not null\n)",
                "create index if not exists " + objects.quoted("marks_unit") + " on " + objects.marks() + " (unit)",
                "create table if not exists " + objects.copyCursor() + " (\n"
                        + "    unit text not null,\n"
                        + "    entity text not null,\n"
                        + "    token integer not null,\n"
                        + "    after_key text,\n"
                        + "    done integer not null,\n"
                        + "    rows integer not null,\n"
                        + "    primary key (unit, entity)\n) without rowid",
                // Filled and emptied within each transaction of a mover, so nobody else ever sees a row in it.
                "create table if not exists " + objects.mover() + " (\n"
                        + "    unit text not null,\n"
                        + "    epoch integer not null,\n"
                        + "    token integer not null\n)",
                "create table if not exists " + objects.history() + " (\n"
                        + "    only_one integer primary key check (only_one = 1),\n"
                        + "    incarnation text not null,\n"
                        + "    changes integer not null default 0\n)",
                "insert into " + objects.history() + " (only_one, incarnation) values (1, lower(hex(randomblob(16))))"
                        + " on conflict do nothing",
                "insert into " + objects.defaultFence()
                        + " (only_one, role, epoch, keeps_rows_without_unit) values (1, "
                        + StoreObjects.literal(defaultRole.name()) + ", 1, " + (defaultRole == Role.HOME ? 1 : 0)
                        + ") on conflict do nothing"));
        for (EntityTable table : tables.values()) {
            statements.addAll(triggers(table).statements());
            statements.add("create view if not exists "
                    + objects.homeView(table.entity().name()) + " as select t.*" + homeRows(table));
        }
        return statements;
    }

    /** The rows whose unit has its home here, as what follows the columns of alias {@code t} in a query. */
    String homeRows(EntityTable table) {
        String unit = table.unit().text("t");
        return table.from() + "left join " + objects.fence() + " as f on f.unit = " + unit
                + " where (f.role in ('HOME', 'FROZEN') or f.role is null and (select case when " + unit
                + " is null then d.keeps_rows_without_unit else d.role = 'HOME' end from " + objects.defaultFence()
                + " as d))";
    }

    CaptureTriggers triggers(EntityTable table) {
        return new CaptureTriggers(
                objects,
                keyspace.rowsWithoutUnit(),
                table,
                tables.values().stream().filter(other -> descends(other, table)).toList());
    }

    private static boolean descends(EntityTable other, EntityTable table) {
        return other.unit() instanceof UnitSql.Through through
                && (through.parent().table().equals(table.table()) || descends(through.parent(), table));
    }
}
