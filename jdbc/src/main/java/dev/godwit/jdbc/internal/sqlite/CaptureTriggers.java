package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Keyspace.RowsWithoutUnit;
import dev.godwit.jdbc.internal.Identifiers;
import java.util.ArrayList;
import java.util.List;

/**
 * The triggers of one table: they judge each row that is written and mark it. They run in the application's own library,
 * which may be years old, so they use nothing that is younger than upserts, and name nothing but what is in the file.
 *
 * <p>What REPLACE displaces is not written as far as triggers are concerned, unless the application has switched
 * recursive triggers on: so rows that would be displaced are looked for before each write (pitfall U14). Refusals are
 * RAISE(ABORT), which no OR IGNORE swallows.
 */
final class CaptureTriggers {
    /** Milliseconds since 1970; a statement has one time, which it reads after it has become the writer. */
    static final String NOW = "cast((julianday('now') - 2440587.5) * 86400000.0 as integer)";

    private final StoreObjects objects;
    private final RowsWithoutUnit rowsWithoutUnit;
    private final EntityTable table;
    private final List<EntityTable> children;

    /** @param children whose unit is that of a row of this table, and theirs, parents first */
    CaptureTriggers(
            StoreObjects objects, RowsWithoutUnit rowsWithoutUnit, EntityTable table, List<EntityTable> children) {
        this.objects = objects;
        this.rowsWithoutUnit = rowsWithoutUnit;
        this.table = table;
        this.children = List.copyOf(children);
    }

    /** The bare names of the triggers, each with the statement that makes it. */
    List<String> names() {
        return List.of(
                name("replaced_by_insert"), name("replaced_by_update"), name("insert"), name("update"), name("delete"));
    }

    /** Makes those triggers that are not there. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add(trigger("replaced_by_insert", "before insert", beforeInsert()));
        statements.add(trigger("replaced_by_update", "before update", beforeUpdate()));
        statements.add(trigger("insert", "after insert", afterInsert()));
        statements.add(trigger("update", "after update", afterUpdate()));
        statements.add(trigger("delete", children.isEmpty() ? "after delete" : "before delete", onDelete()));
        return statements;
    }

    private String name(String event) {
        return objects.trigger(table.entity().name(), event);
    }

    private String trigger(String event, String when, List<String> body) {
        return "create trigger if not exists " + Identifiers.quote(name(event)) + " " + when + " on " + table.table()
                + " for each row begin\n" + String.join(";\n", body) + ";\nend";
    }

    private List<String> beforeInsert() {
        return replaced("");
    }

    private List<String> beforeUpdate() {
        String other = table.key().stream()
                .map(column -> column.of("o") + " is " + column.of("old"))
                .reduce((one, two) -> one + " and " + two)
                .orElseThrow();
        return replaced(" and not (" + other + ")");
    }

    private List<String> afterInsert() {
        return List.of(named(), judge("new", "'MIRROR'", ""), mark(table, "new", ""));
    }

    private List<String> afterUpdate() {
        String units = table.unit().text("old") + " is not " + table.unit().text("new");
        String keys = table.keyText("old") + " is not " + table.keyText("new");
        List<String> body = new ArrayList<>(List.of(
                named(),
                judge("new", "'MIRROR'", ""),
                judge("old", "'MIRROR'", " where " + units),
                mark(table, "new", ""),
                mark(table, "old", " and (" + units + " or " + keys + ")")));
        for (EntityTable child : children) {
            body.add(markChildren(child, "old", units));
            body.add(markChildren(child, "new", units));
        }
        return body;
    }

    /** A cascade deletes children when their parent is gone and nobody knows their unit any more: marked before it. */
    private List<String> onDelete() {
        List<String> body =
                new ArrayList<>(List.of(judge("old", "'MIRROR', 'MOVED'", orphans()), mark(table, "old", "")));
        for (EntityTable child : children) {
            body.add(markChildren(child, "old", "1"));
        }
        return body;
    }

    /** A child whose parent is gone was judged with it. */
    private String orphans() {
        return table.unit() instanceof UnitSql.Through ? " where u.unit is not null" : "";
    }

    /** Rows whose key or unit has no canonical text have no place in a migration. */
    private String named() {
        List<String> wrong = new ArrayList<>();
        table.key().forEach(column -> wrong.add("typeof(" + column.of("new") + ") <> " + column.storageClass()));
        wrong.add(table.unit().unnamed("new"));
        String unit = table.unit().text("new");
        wrong.add("length(" + unit + ") not between 1 and 200");
        wrong.add(
                rowsWithoutUnit == RowsWithoutUnit.REFUSE
                        ? unit + " is null"
                        : table.unit().unknown("new"));
        return "select " + raise(SqliteFailures.UNNAMED, "") + " where " + String.join(" or ", wrong);
    }

    private String judge(String alias, String moverRoles, String condition) {
        return "select case when m.unit is not null then case"
                + " when m.unit is not u.unit then " + raise(SqliteFailures.FOREIGN_ROW, "")
                + " when f.epoch is m.epoch and f.token is m.token and f.role in (" + moverRoles + ") then null"
                + " else " + raise(SqliteFailures.SHUT_OUT, "") + " end "
                + byRole(raise(SqliteFailures.MOVED, "this file is not the home of the unit"))
                + " from (select " + table.unit().text(alias) + " as unit) as u"
                + " left join " + objects.mover() + " as m" + fences() + condition;
    }

    /** The rest of a CASE: whether the role of a unit lets a writer pass. */
    private String byRole(String otherwise) {
        String nobodys = rowsWithoutUnit == RowsWithoutUnit.REFUSE
                ? ""
                : "when u.unit is null then case when d.keeps_rows_without_unit then null else "
                        + raise(SqliteFailures.UNNAMED, "a row without a unit is written where those stay") + " end ";
        return nobodys + "when coalesce(f.role, d.role) = 'HOME' then null"
                + " when f.role = 'FROZEN' then case when " + NOW + " >= f.frozen_until then null else "
                + raise(SqliteFailures.FROZEN, "try again in a moment") + " end else " + otherwise + " end";
    }

    private String fences() {
        return " left join " + objects.defaultFence() + " as d left join " + objects.fence()
                + " as f on f.unit = u.unit";
    }

    private String nobodyMoves() {
        return "not exists (select 1 from " + objects.mover() + ")";
    }

    private List<String> replaced(String condition) {
        List<String> body = new ArrayList<>();
        for (UniqueIndex unique : table.uniques()) {
            String rows = " from (select " + table.unit().text("o") + " as unit, " + table.keyText("o")
                    + " as key from " + unique.rowsLike(table.table(), "new") + condition + ") as u";
            String otherwise = "case when u.unit is " + table.unit().text("new") + " then "
                    + raise(SqliteFailures.MOVED, "this file is not the home of the unit") + " else "
                    + raise(SqliteFailures.KEPT, "a row of a unit that is not at home here has this key") + " end";
            body.add("select case " + byRole(otherwise) + rows + fences() + " where " + nobodyMoves());
            body.add(insertMarks(table, "u.unit", "u.key") + rows + " join " + objects.fence()
                    + " as f on f.unit = u.unit and f.in_flight where " + nobodyMoves());
        }
        return body;
    }

    private String mark(EntityTable marked, String alias, String condition) {
        return insertMarks(marked, "f.unit", marked.keyText(alias)) + " from " + objects.fence()
                + " as f where f.unit = " + marked.unit().text(alias) + " and f.in_flight and " + nobodyMoves()
                + condition;
    }

    private String markChildren(EntityTable child, String alias, String condition) {
        return insertMarks(child, "f.unit", child.keyText("c")) + " from " + objects.fence() + " as f, " + child.table()
                + " as c where f.unit = " + table.unit().text(alias) + " and f.in_flight and " + nobodyMoves()
                + " and (" + condition + ") and " + descends(child, "c", alias);
    }

    /** A child's row hangs on an alias's row of this table. */
    private String descends(EntityTable child, String childAlias, String alias) {
        UnitSql.Through through = (UnitSql.Through) child.unit();
        List<String> equal = new ArrayList<>();
        boolean direct = through.parent().table().equals(table.table());
        String parentAlias = direct ? alias : "p_" + childAlias;
        for (int i = 0; i < through.columns().size(); i++) {
            equal.add(through.parent().key().get(i).of(parentAlias) + " = "
                    + through.columns().get(i).of(childAlias));
        }
        String link = String.join(" and ", equal);
        return direct
                ? link
                : "exists (select 1 from " + through.parent().table() + " as " + parentAlias + " where " + link
                        + " and " + descends(through.parent(), parentAlias, alias) + ")";
    }

    private String insertMarks(EntityTable marked, String unit, String key) {
        return "insert into " + objects.marks() + " (unit, entity, key, marked_at) select " + unit + ", "
                + StoreObjects.literal(marked.entity().name().value()) + ", " + key + ", " + NOW;
    }

    private String raise(String words, String advice) {
        return "raise(abort, "
                + StoreObjects.literal(words + " keyspace=" + objects.keyspace() + " entity="
                        + table.entity().name() + (advice.isEmpty() ? "" : ": " + advice))
                + ")";
    }
}
