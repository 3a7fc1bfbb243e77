package dev.godwit.jdbc.internal;

import dev.godwit.core.Entity;
import dev.godwit.core.Keyspace;
import dev.godwit.core.StoreName;
import java.util.ArrayList;
import java.util.List;

/** The rights that the role of the control plane needs in a store, for people to read. */
record RequiredRights(StoreName store, Keyspace keyspace, KeyspaceSchema schema) {
    List<String> inWords() {
        List<String> rights = new ArrayList<>();
        rights.add("CREATE on the database, or ownership of schema " + Identifiers.quote(schema.name())
                + ": for fences, marks, functions and home views");
        for (Entity entity : keyspace.entities()) {
            rights.add("ownership of table " + Identifiers.quoteTable(entity.tableIn(store))
                    + ": triggers that are always enabled can only be made by the owner");
        }
        rights.add(
                "UPDATE on the sequences of keys, if the plan says 'keys: ranges'; the owner of a table usually has it");
        rights.add("BYPASSRLS where a table has row security that applies to its owner (FORCE ROW LEVEL SECURITY)");
        rights.add(
                "SET on parameter session_replication_role where tables have triggers of the application: with it they"
                        + " don't fire on mirrored rows");
        rights.add("pg_read_all_stats: to name who is in the way, and to see how far standbys are");
        rights.add("nothing for the application's roles: their rights on the tables are enough");
        return List.copyOf(rights);
    }
}
