package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.Entity;
import dev.godwit.core.Key;
import dev.godwit.core.TupleText;
import dev.godwit.jdbc.internal.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of the keyspace as SQL sees it. Expressions name columns through a table alias, for SQLite takes a lone name in
 * quotes that is no column for a text.
 *
 * @param entity what the plan says of it
 * @param bareName its name as the catalog has it
 * @param table the same quoted
 * @param key the columns of the primary key
 * @param unit how a row names its unit
 * @param uniques what tells rows apart, the primary key among them
 * @param affinities of all columns, by the names of the plan
 */
record EntityTable(
        Entity entity,
        String bareName,
        String table,
        List<KeyColumn> key,
        UnitSql unit,
        List<UniqueIndex> uniques,
        Map<String, Affinity> affinities) {
    EntityTable {
        key = List.copyOf(key);
        uniques = List.copyOf(uniques);
        affinities = Map.copyOf(affinities);
    }

    /** What a column does to values; one that is not there does nothing. */
    Affinity affinity(String column) {
        return affinities.getOrDefault(column, Affinity.BLOB);
    }

    /** {@code  from the table as t}, with spaces around it. */
    String from() {
        return " from " + table + " as t ";
    }

    /** The text of a row's key. */
    String keyText(String alias) {
        return tuple(key.stream().map(column -> column.text(alias)));
    }

    /** Texts as one, as {@link TupleText} joins them. */
    static String tuple(Stream<String> texts) {
        List<String> all = texts.toList();
        return all.size() == 1
                ? all.getFirst()
                : all.stream()
                        .map(text -> "replace(replace(" + text + ", '\\', '\\\\'), ',', '\\,')")
                        .collect(Collectors.joining(" || ',' || "));
    }

    /** The columns in the order of the key, of an alias. */
    String keyColumns(String alias) {
        return key.stream().map(column -> column.of(alias)).collect(Collectors.joining(", "));
    }

    /** The values of a key, as they are bound. */
    List<Object> keyValues(Key wanted) {
        List<String> texts = TupleText.split(wanted.text(), key.size());
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            values.add(key.get(i).value(texts.get(i)));
        }
        return values;
    }

    /** A row's key is this one; takes {@link #keyValues}. */
    String isKey(String alias) {
        return key.stream().map(column -> column.of(alias) + " = ?").collect(Collectors.joining(" and "));
    }

    /** A row's key is beyond or not beyond this one, in the order of the primary key; takes {@link #keyValues}. */
    String compareKey(String alias, String operator) {
        return "(" + keyColumns(alias) + ") " + operator + " (" + parameters(key.size()) + ")";
    }

    /** The bare names of the key, for a conflict clause. */
    String keyNames() {
        return key.stream().map(column -> Identifiers.quote(column.name())).collect(Collectors.joining(", "));
    }

    static String parameters(int count) {
        return Stream.generate(() -> "?").limit(count).collect(Collectors.joining(", "));
    }
}
