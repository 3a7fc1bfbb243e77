package dev.godwit.jdbc.internal;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The one place where names become part of SQL text. Values never do: they are bound. */
public final class Identifiers {
    private Identifiers() {}

    /** Quotes one identifier, whatever characters it has. */
    public static String quote(String identifier) {
        if (identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an identifier can't contain a NUL character");
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Quotes a table name as a plan gives it: {@code table}, which means the schema {@code public}, or {@code schema.table}. */
    public static String quoteTable(String table) {
        String[] parts = table.split("\\.", 2);
        return parts.length == 1
                ? quote("public") + "." + quote(parts[0])
                : Arrays.stream(parts).map(Identifiers::quote).collect(Collectors.joining("."));
    }

    /** Writes a text as an SQL literal, for statements that can't take parameters, such as function bodies. */
    public static String literal(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a literal can't contain a NUL character");
        }
        return (text.indexOf('\\') >= 0 ? " E'" : "'")
                + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
