package dev.godwit.jdbc.internal;

import dev.godwit.core.Mark;
import java.util.List;

/**
 * The statement that deletes marks by place and number: a place may have been given to another mark, a number never is.
 * It misses marks that are not where they were read, because someone else deleted them or rewrote the table.
 */
final class MarkDeletion {
    private MarkDeletion() {}

    static String statement(KeyspaceSchema schema) {
        return "delete from " + schema.marks() + " where ctid = any (?::tid[]) and number = any (?)";
    }

    static List<Object> parameters(List<Mark> marks) {
        return List.of(marks.stream().map(Mark::locator).toArray(String[]::new), numbers(marks));
    }

    static Long[] numbers(List<Mark> marks) {
        return marks.stream().map(Mark::number).toArray(Long[]::new);
    }
}
