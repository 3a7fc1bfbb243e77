package dev.godwit.checkers.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as text.
 *
 * @param key in its place in the order
 * @param values of its columns, null where there is none
 */
record Row(RowKey key, @Nullable String unit, List<@Nullable String> values) {}
