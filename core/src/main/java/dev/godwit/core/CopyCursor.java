package dev.godwit.core;

import java.util.Optional;

/**
 * How far an entity of a unit has been copied; kept in the mirror and moved in the transaction of the rows.
 *
 * @param after the last copied key; absent before the first chunk
 * @param done whether the copy ended with an empty read
 * @param rows how many rows were copied
 */
public record CopyCursor(EntityName entity, Optional<Key> after, boolean done, long rows) {}
