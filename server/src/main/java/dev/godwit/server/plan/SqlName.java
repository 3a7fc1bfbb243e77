package dev.godwit.server.plan;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names of tables and columns as a plan writes them: as they are in the database, case included, without quotes. */
final class SqlName {
    /** PostgreSQL cuts longer names off silently. */
    private static final int BYTES_MAX = 63;

    private SqlName() {}

    static Optional<String> column(Value value) {
        return value.text().filter(name -> isSound(value, name, "a column"));
    }

    /** The key, where keys are names of columns. */
    static Optional<String> columnKey(Value value) {
        return Optional.of(value.key()).filter(name -> isSound(value, name, "a column"));
    }

    /** {@code table} or {@code schema.table}. */
    static Optional<String> table(Value value) {
        return value.text().filter(name -> {
            String[] parts = name.split("\\.", -1);
            if (parts.length > 2) {
                value.invalid("'" + name + "' is not a table or schema.table");
                return false;
            }
            for (String part : parts) {
                if (!isSound(value, part, parts.length == 1 ? "a table" : "a schema or table")) {
                    return false;
                }
            }
            return true;
        });
    }

    private static boolean isSound(Value value, String name, String noun) {
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            value.invalid(noun + " needs a name");
            return false;
        }
        if (name.contains("\"")) {
            value.invalid("write " + noun + " without quotes inside its name");
            return false;
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            value.invalid("'" + name + "' is longer than " + BYTES_MAX + " bytes");
            return false;
        }
        return true;
    }
}
