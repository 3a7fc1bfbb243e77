package dev.godwit.notely.strategy;

import dev.godwit.core.Entity;
import dev.godwit.core.EntityName;
import dev.godwit.core.Keyspace;
import dev.godwit.core.KeyspaceName;
import dev.godwit.core.UnitId;
import dev.godwit.notely.store.NoteTable;
import java.util.List;
import java.util.UUID;

/** What Godwit is told about notes: those of one account are one unit. */
public final class NotesKeyspace {
    /** The entity's name in plans and scattered questions. */
    public static final String NOTE = "note";

    public static final Keyspace KEYSPACE = new Keyspace(
            new KeyspaceName("notes"), List.of(Entity.of(new EntityName(NOTE), NoteTable.NAME, "id", "creator")));

    private NotesKeyspace() {}

    /** The unit of an account. */
    public static UnitId unit(UUID accountId) {
        return UnitId.of(accountId.toString());
    }
}
