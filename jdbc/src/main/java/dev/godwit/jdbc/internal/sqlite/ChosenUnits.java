package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.UnitId;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The units that a session has chosen, in temporary objects of its connection, which touch no file. */
record ChosenUnits(StoreObjects objects, StoreSchema schema) {
    void choose(Sql sql, Set<UnitId> units) throws SQLException {
        sql.run("create table if not exists " + objects.choice() + " (unit text primary key) without rowid");
        sql.run("delete from " + objects.choice());
        for (UnitId unit : units) {
            sql.update("insert into " + objects.choice() + " (unit) values (?)", unit.value());
        }
        for (EntityTable table : schema.tables().values()) {
            for (String view : views(table)) {
                sql.run(view);
            }
        }
    }

    private List<String> views(EntityTable table) {
        String chosen = table.unit().text("t") + " in (select unit from " + objects.choice() + ")";
        return List.of(
                "create view if not exists "
                        + objects.restView(table.entity().name()) + " as select t.*" + schema.homeRows(table)
                        + " and not (" + chosen + ")",
                "create view if not exists "
                        + objects.chosenView(table.entity().name()) + " as select t.*" + table.from() + "where "
                        + chosen);
    }
}
