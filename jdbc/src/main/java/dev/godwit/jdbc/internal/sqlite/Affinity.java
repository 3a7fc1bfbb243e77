package dev.godwit.jdbc.internal.sqlite;

import java.util.Locale;

/** What a column does to the values that it is given, which follows from its declared type alone. */
enum Affinity {
    INTEGER,
    TEXT,
    BLOB,
    REAL,
    NUMERIC;

    /** The rules of SQLite's documentation ("Datatypes in SQLite", 3.1), in their order. */
    static Affinity of(String declaredType) {
        String type = declaredType.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return INTEGER;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return TEXT;
        }
        // ANY is what a strict table calls a column that takes everything as it is.
        if (type.contains("BLOB") || type.isEmpty() || type.equals("ANY")) {
            return BLOB;
        }
        return type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") ? REAL : NUMERIC;
    }
}
