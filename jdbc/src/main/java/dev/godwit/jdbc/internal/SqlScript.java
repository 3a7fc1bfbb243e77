package dev.godwit.jdbc.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of SQL statements with placeholders such as <code>${table}</code>. Statements are separated by a line of
 * {@code --;}, so that their comments stay with them; a block of comments only is for readers of the file.
 */
final class SqlScript {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_]+)}");

    private final List<String> statements;

    private SqlScript(List<String> statements) {
        this.statements = statements;
    }

    /** Reads the file, which is a resource of this package. */
    static SqlScript load(String file) {
        try (InputStream stream = SqlScript.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + file);
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SqlScript parse(String text) {
        return new SqlScript(Arrays.stream(text.split("(?m)^--;$", -1))
                .map(String::strip)
                .filter(block -> !block.lines().allMatch(line -> line.startsWith("--")))
                .toList());
    }

    /**
     * The statements with their placeholders filled. The values are SQL already: quoted identifiers or literals.
     *
     * @throws IllegalArgumentException when a placeholder has no value
     */
    List<String> statements(Map<String, String> values) {
        return statements.stream().map(statement -> fill(statement, values)).toList();
    }

    private static String fill(String statement, Map<String, String> values) {
        return PLACEHOLDER.matcher(statement).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for the placeholder " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
