package dev.godwit.bench.workload;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import java.util.List;

/** The notes as Godwit sees them: one table, whose unit is the account. */
public final class NotesKeyspace {
    public static final EntityName NOTE = new EntityName("note");
    public static final Keyspace KEYSPACE =
            new Keyspace(new KeyspaceName("notes"), List.of(Entity.of(NOTE, "notes", "id", "account")));

    private NotesKeyspace() {}
}
