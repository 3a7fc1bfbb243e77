package dev.godwit.notely.note;

import java.util.Optional;
import java.util.UUID;

/**
 * What a data proxy is told about an account with each call. In workshop mode the flags say where the notes are; in godwit
 * mode they are there to be shown, and the placement of the unit decides.
 *
 * @param shard absent for the legacy store
 */
public record AccountDetails(UUID accountId, boolean isMigrating, Optional<String> shard) {}
