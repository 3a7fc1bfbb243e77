package dev.godwit.jdbc.internal;

import dev.godwit.core.EntityName;
import dev.godwit.core.KeyspaceName;

/**
 * The names of what Godwit keeps in a store for one keyspace: a schema of its own, so that it is easy to see and to
 * remove.
 *
 * @param keyspace whose schema it is
 */
public record KeyspaceSchema(KeyspaceName keyspace) {
    /** The schema's bare name. */
    public String name() {
        return "godwit_" + keyspace.value().replace('-', '_');
    }

    /** A table, function or view of the schema, quoted and qualified. */
    public String qualified(String object) {
        return Identifiers.quote(name()) + "." + Identifiers.quote(object);
    }

    public String fence() {
        return qualified("fence");
    }

    public String defaultFence() {
        return qualified("default_fence");
    }

    public String marks() {
        return qualified("marks");
    }

    public String copyCursor() {
        return qualified("copy_cursor");
    }

    /** The bare name of the view of an entity's rows that have their home here. */
    public String homeView(EntityName entity) {
        return "home_" + entity.value();
    }

    /** The bare name of the same view without the chosen units. */
    public String restView(EntityName entity) {
        return "rest_" + entity.value();
    }

    /** The bare name of the view of an entity's rows of the chosen units. */
    public String chosenView(EntityName entity) {
        return "chosen_" + entity.value();
    }

    /** The setting in which a router chooses units, within its transaction only. */
    public String unitsSetting() {
        return name() + ".units";
    }

    /** The setting in which a mover shows its right, within its transaction only. */
    public String moverSetting() {
        return name() + ".mover";
    }
}
