package dev.godwit.engine.preflight;

import dev.godwit.core.Dialect;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.ParentLink;
import dev.godwit.core.Plan;
import dev.godwit.core.RowShape;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the rows of each entity travel in one direction: the columns that both stores have, matched by the plan's names
 * for them, without those that the receiver computes, in the sender's order and the receiver's types. Whether every column that matters is among them is for preflight to
 * say. Pure.
 */
public final class RowShapes {
    private RowShapes() {}

    /**
     * The shapes of all entities of the plan, parents first, otherwise in the plan's order.
     *
     * @param from facts of the store whose rows are read
     * @param to facts of the store that receives them, whose foreign keys have to be obeyed
     * @throws GodwitException with {@link ErrorCode#TABLE_MISSING} or {@link ErrorCode#COLUMN_MISSING} when a table, its
     *     key or its unit column is not there; preflight reports these before anybody asks for shapes
     */
    public static Map<EntityName, RowShape> of(Plan plan, StoreFacts from, StoreFacts to) {
        ForeignKeyLinks links = new ForeignKeyLinks(plan.keyspace(), to);
        Map<EntityName, RowShape> shapes = new LinkedHashMap<>();
        for (Entity entity : ForeignKeyLinks.parentsFirst(
                plan.keyspace(), ForeignKeyLinks.parents(plan.keyspace(), List.of(from, to)))) {
            shapes.put(entity.name(), of(entity, from, to, links.of(entity)));
        }
        return shapes;
    }

    private static RowShape of(Entity entity, StoreFacts from, StoreFacts to, List<ParentLink> parents) {
        TableFacts sender = table(entity, from);
        TableFacts receiver = table(entity, to);
        List<RowShape.Column> columns = new ArrayList<>();
        for (ColumnFacts column : sender.columns()) {
            String name = entity.columnOf(from.store(), column.name());
            receiver.column(entity.columnIn(to.store(), name))
                    .filter(arrival -> !arrival.generated())
                    .ifPresent(arrival ->
                            columns.add(new RowShape.Column(name, arrival.type(), kind(from, column, arrival))));
        }
        entity.key().forEach(column -> requireColumn(column, columns, sender, from, to));
        entity.unit().columns().forEach(column -> requireColumn(column, columns, sender, from, to));
        RowShape.Form form = from.dialect() == to.dialect() ? RowShape.Form.NATIVE : RowShape.Form.PORTABLE;
        return new RowShape(entity, form, columns, parents);
    }

    /** Of two kinds of databases, the one with the stronger types knows what a value is. */
    private static ValueKind kind(StoreFacts from, ColumnFacts sender, ColumnFacts receiver) {
        return from.dialect() == Dialect.SQLITE ? receiver.kind() : sender.kind();
    }

    private static TableFacts table(Entity entity, StoreFacts facts) {
        TableFacts table = facts.tables().get(entity.name());
        if (table == null) {
            throw new GodwitException(
                    ErrorCode.TABLE_MISSING,
                    "store " + facts.store() + " has no table " + entity.tableIn(facts.store()) + " for entity "
                            + entity.name());
        }
        return table;
    }

    private static void requireColumn(
            String wanted, List<RowShape.Column> columns, TableFacts sender, StoreFacts from, StoreFacts to) {
        if (columns.stream().noneMatch(column -> column.name().equals(wanted))) {
            throw new GodwitException(
                    ErrorCode.COLUMN_MISSING,
                    "column " + wanted + " of table " + sender.name() + " is not in both stores " + from.store()
                            + " and " + to.store());
        }
    }
}
