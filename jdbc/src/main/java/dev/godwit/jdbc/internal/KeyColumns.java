package dev.godwit.jdbc.internal;

import dev.godwit.core.Key;
import dev.godwit.core.TupleText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a key as parts of statements over table alias {@code t}. Several columns are compared as a row, which
 * an index on them serves as well.
 *
 * @param columns in order, at least one
 */
record KeyColumns(List<TypedColumn> columns) {
    KeyColumns {
        columns = List.copyOf(columns);
    }

    boolean isSingle() {
        return columns.size() == 1;
    }

    /** The text of the key of an alias. */
    String text(String alias) {
        return Tuples.text(columns, alias);
    }

    /** The columns as one value. */
    String tuple() {
        return of("t");
    }

    /** The columns of an alias as one value. */
    String of(String alias) {
        return Tuples.row(columns, column -> column.of(alias));
    }

    /** The columns as a list. */
    String list() {
        return columns.stream().map(column -> column.of("t")).collect(Collectors.joining(", "));
    }

    /** The bare names as a list. */
    String names() {
        return columns.stream().map(column -> Identifiers.quote(column.name())).collect(Collectors.joining(", "));
    }

    /** A key as one value, with a parameter for each column; see {@link #bind(PreparedStatement, int, Key)}. */
    String parameter() {
        return Tuples.row(columns, TypedColumn::parameter);
    }

    /** A key as one value, for statements that can't take parameters. */
    String literal(Key key) {
        List<String> parts = parts(key);
        return Tuples.row(IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).cast(Identifiers.literal(parts.get(i))))
                .toList());
    }

    /** An array parameter for each column; see {@link #bindArrays}. */
    String arrays() {
        return columns.stream().map(TypedColumn::arrayParameter).collect(Collectors.joining(", "));
    }

    /** The condition that the key is one of those in the arrays. */
    String among() {
        return tuple() + (isSingle() ? " = any(" + arrays() + ")" : " in (select * from unnest(" + arrays() + "))");
    }

    /** The condition that the key is that of {@code r}, whose columns are {@link #aliases()}. */
    String equalToRow() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).of("t") + " = r.key" + (i + 1))
                .collect(Collectors.joining(" and "));
    }

    /** Names for the columns of arrays that were unnested. */
    String aliases() {
        return IntStream.rangeClosed(1, columns.size()).mapToObj(i -> "key" + i).collect(Collectors.joining(", "));
    }

    /** Descending order. */
    String backwards() {
        return columns.stream().map(column -> column.of("t") + " desc").collect(Collectors.joining(", "));
    }

    /** Binds the parameters of {@link #parameter()} and gives the index of the last one. */
    int bind(PreparedStatement statement, int before, Key key) throws SQLException {
        int last = before;
        for (String part : parts(key)) {
            statement.setString(++last, part);
        }
        return last;
    }

    /** Binds the parameters of {@link #arrays()} and gives the index of the last one. */
    int bindArrays(Connection connection, PreparedStatement statement, int before, Collection<Key> keys)
            throws SQLException {
        int last = before;
        if (isSingle()) {
            statement.setArray(++last, array(connection, keys, Key::text));
            return last;
        }
        List<List<String>> parts = keys.stream().map(this::parts).toList();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            statement.setArray(++last, array(connection, parts, key -> key.get(column)));
        }
        return last;
    }

    List<String> parts(Key key) {
        return TupleText.split(key.text(), columns.size());
    }

    private static <T> Array array(Connection connection, Collection<T> values, Function<T, String> text)
            throws SQLException {
        return connection.createArrayOf("text", values.stream().map(text).toArray(String[]::new));
    }
}
