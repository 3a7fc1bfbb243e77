package dev.godwit.jdbc.internal.sqlite;

import dev.godwit.core.EntityName;
import dev.godwit.core.KeyspaceName;
import dev.godwit.jdbc.internal.Identifiers;

/**
 * The names of what Godwit keeps in a store for one keyspace. SQLite has no schemas, so a prefix tells what is ours.
 *
 * @param keyspace whose objects they are
 */
record StoreObjects(KeyspaceName keyspace) {
    /** What all names begin with. */
    String prefix() {
        return "godwit_" + keyspace.value().replace('-', '_') + "__";
    }

    /** One object, quoted. */
    String quoted(String object) {
        return Identifiers.quote(prefix() + object);
    }

    /** The bare name of the table whose existence means that Godwit is installed. */
    String defaultFenceName() {
        return prefix() + "default_fence";
    }

    String fence() {
        return quoted("fence");
    }

    String defaultFence() {
        return quoted("default_fence");
    }

    String marks() {
        return quoted("marks");
    }

    String copyCursor() {
        return quoted("copy_cursor");
    }

    /** Holds the right of the mover whose transaction is open, and is empty outside of one. */
    String mover() {
        return quoted("mover");
    }

    String history() {
        return quoted("history");
    }

    String homeView(EntityName entity) {
        return quoted("home_" + entity);
    }

    /** A view of the session that has chosen units. */
    String restView(EntityName entity) {
        return "temp." + quoted("rest_" + entity);
    }

    /** A view of the session that has chosen units. */
    String chosenView(EntityName entity) {
        return "temp." + quoted("chosen_" + entity);
    }

    /** The table of the session that has chosen units. */
    String choice() {
        return "temp." + quoted("choice");
    }

    /** The bare name of a trigger on an entity's table. */
    String trigger(EntityName entity, String event) {
        return prefix() + event + "_" + entity;
    }

    /** A text as an SQL literal, for what can't take parameters. */
    static String literal(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a literal can't contain a NUL character");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    /** A table as a plan names it; its database is always {@code main}. */
    static String table(String name) {
        return Identifiers.quote(bareTable(name));
    }

    /** The table's name as the catalog has it. */
    static String bareTable(String name) {
        return name.startsWith("main.") ? name.substring("main.".length()) : name;
    }
}
