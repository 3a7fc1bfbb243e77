package dev.godwit.core;

import java.util.List;

/** What a database remembers of the statements that others have sent to it. */
public sealed interface SeenStatements {
    /**
     * The statements that name one of the keyspace's tables, those that came most often first.
     *
     * @param complete whether none was left out
     */
    record Listed(List<Statement> statements, boolean complete) implements SeenStatements {
        public Listed {
            statements = List.copyOf(statements);
        }
    }

    /** It does not remember, or does not tell. */
    record Unavailable(String reason) implements SeenStatements {}

    /** A kind of database that never does. */
    record Unknown() implements SeenStatements {}

    /**
     * One statement.
     *
     * @param text with parameters in the place of values
     */
    record Statement(String text, long calls) {}
}
