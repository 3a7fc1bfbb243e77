package dev.godwit.jdbc.kit;

import dev.godwit.testkit.kit.Ability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What somebody may have set for a file, for a table, or for the connections of an application.
 *
 * @param file statements in a new file
 * @param tableOptions what stands behind a table's columns
 * @param connection statements on each connection of the application
 * @param everyKey whether it may matter of which type a key is
 */
record SqliteSetting(String name, List<String> file, String tableOptions, List<String> connection, boolean everyKey) {
    private static final String WRITE_AHEAD = "pragma journal_mode = wal";

    static final List<SqliteSetting> ALL = List.of(
            new SqliteSetting("ordinary settings", List.of(WRITE_AHEAD), "", List.of(), true),
            new SqliteSetting(
                    "all triggers and keys, no patience",
                    List.of(WRITE_AHEAD),
                    "",
                    List.of("pragma recursive_triggers = on", "pragma foreign_keys = on", "pragma busy_timeout = 0"),
                    false),
            new SqliteSetting(
                    "commits that are not durable",
                    List.of(WRITE_AHEAD),
                    "",
                    List.of("pragma synchronous = off"),
                    false),
            new SqliteSetting(
                    "strict tables without row numbers",
                    List.of(WRITE_AHEAD),
                    "strict, without rowid",
                    List.of(),
                    false),
            new SqliteSetting("a rollback journal", List.of("pragma journal_mode = delete"), "", List.of(), false),
            new SqliteSetting(
                    "an odd file",
                    List.of(
                            "pragma encoding = 'UTF-16le'",
                            "pragma page_size = 512",
                            "pragma auto_vacuum = full",
                            WRITE_AHEAD),
                    "",
                    List.of("pragma reverse_unordered_selects = on", "pragma case_sensitive_like = on"),
                    false));

    boolean strict() {
        return tableOptions.startsWith("strict");
    }

    /** What is set besides a write-ahead log, for people. */
    String inWords() {
        List<String> words = Stream.of(
                        file.stream().filter(statement -> !statement.equals(WRITE_AHEAD)),
                        connection.stream(),
                        Stream.of(tableOptions.strip()).filter(options -> !options.isEmpty()))
                .flatMap(statements -> statements)
                .map(statement -> "`" + statement + "`")
                .toList();
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    /** What a file in this setting can't do. */
    Set<Ability> lacks() {
        Set<Ability> lacks = EnumSet.of(Ability.HIDES_ROWS, Ability.CRASHES, Ability.SEVERAL_WRITERS);
        if (!file.contains(WRITE_AHEAD)) {
            lacks.add(Ability.READS_BESIDE_WRITES);
        }
        return lacks;
    }
}
