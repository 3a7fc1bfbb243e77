package dev.godwit.engine.preflight;

import dev.godwit.core.ColumnTransform;
import dev.godwit.core.Dialect;
import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.ParentLink;
import dev.godwit.core.Plan;
import dev.godwit.core.ReversibleTransform;
import dev.godwit.core.RowShape;
import dev.godwit.core.RowShape.Content;
import dev.godwit.core.StoreFacts;
import dev.godwit.core.StoreFacts.ColumnFacts;
import dev.godwit.core.StoreFacts.TableFacts;
import dev.godwit.core.StoreName;
import dev.godwit.core.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the rows of each entity travel in one direction: the columns that both stores have, matched by the plan's names
 * for them, without those that the receiver computes or the plan drops, in the sender's order and the receiver's types; then
 * the constants of the plan. Whether every column that matters is among them is for preflight to say. Pure.
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
            boolean forth = from.store().equals(plan.source());
            List<RowShape.Column> columns = columns(entity, from, to, forth);
            List<ParentLink> parents = links.of(entity).stream()
                    .filter(link -> isCarried(link, columns))
                    .toList();
            shapes.put(entity.name(), new RowShape(entity, form(columns, from, to), columns, parents));
        }
        return shapes;
    }

    private static List<RowShape.Column> columns(Entity entity, StoreFacts from, StoreFacts to, boolean forth) {
        TableFacts sender = table(entity, from);
        TableFacts receiver = table(entity, to);
        List<RowShape.Column> columns = new ArrayList<>();
        for (ColumnFacts column : sender.columns()) {
            String name = entity.columnOf(from.store(), column.name());
            receiver.column(entity.columnIn(to.store(), name))
                    .filter(arrival -> !arrival.generated() && entity.mapping().carries(name))
                    .flatMap(arrival -> entity.mapping()
                            .transform(name)
                            .map(transform -> converted(transform, forth, name, from.store(), column, arrival))
                            .orElseGet(() -> Optional.of(
                                    new RowShape.Column(name, arrival.type(), kind(from, column, arrival)))))
                    .ifPresent(columns::add);
        }
        entity.key().forEach(column -> requireColumn(column, columns, sender, from, to));
        entity.unit().columns().forEach(column -> requireColumn(column, columns, sender, from, to));
        if (forth) {
            new TreeMap<>(entity.mapping().constants())
                    .forEach((name, text) -> receiver.column(entity.columnIn(to.store(), name))
                            .map(arrival -> new RowShape.Column(
                                    name, arrival.type(), arrival.kind(), new Content.Constant(text)))
                            .ifPresent(columns::add));
        }
        return columns;
    }

    /** What has no inverse does not travel back. */
    private static Optional<RowShape.Column> converted(
            ColumnTransform transform,
            boolean forth,
            String name,
            StoreName sender,
            ColumnFacts departure,
            ColumnFacts arrival) {
        Optional<RowShape.Conversion> conversion = forth
                ? Optional.of(Transforms.forth(name, transform))
                : transform instanceof ReversibleTransform reversible
                        ? Optional.of(Transforms.back(name, reversible))
                        : Optional.empty();
        return conversion.map(found -> new RowShape.Column(
                name, arrival.type(), arrival.kind(), new Content.Converted(sender, departure.kind(), found)));
    }

    /** A row finds its parents by columns whose values mean the same on both sides. */
    private static boolean isCarried(ParentLink link, List<RowShape.Column> columns) {
        return link.columns().stream()
                .allMatch(name -> columns.stream()
                        .anyMatch(column -> column.name().equals(name) && column.content() instanceof Content.Carried));
    }

    private static RowShape.Form form(List<RowShape.Column> columns, StoreFacts from, StoreFacts to) {
        if (from.dialect() != to.dialect()) {
            return RowShape.Form.PORTABLE;
        }
        return columns.stream().anyMatch(column -> column.content() instanceof Content.Converted)
                ? RowShape.Form.CONVERTED
                : RowShape.Form.NATIVE;
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
