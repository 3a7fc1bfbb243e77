package dev.godwit.testkit.kit;

/**
 * A key column that a dialect supports.
 *
 * @param definition how the dialect declares it, such as {@code text collate "C"}; shown in the names of tests
 */
public record KeyColumn(KeyKind kind, String definition) {
    @Override
    public String toString() {
        return definition;
    }
}
