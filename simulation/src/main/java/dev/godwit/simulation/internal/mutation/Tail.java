package dev.godwit.simulation.internal.mutation;

import dev.godwit.core.Chunk;
import dev.godwit.core.Key;
import dev.godwit.core.RowShape;
import dev.godwit.core.Rows;
import dev.godwit.core.Store;
import dev.godwit.core.UnitId;
import dev.godwit.simulation.internal.Mutation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Marks are cleared while a chunk that was read before them is unwritten: chunks are read one ahead. */
final class Tail implements Mutation {
    @Override
    public Store store(Store real) {
        Rows ahead = ahead(real.rows());
        return Decoration.of(
                Store.class, real, (method, arguments, port) -> method.equals("rows") ? ahead : port.proceed());
    }

    private static Rows ahead(Rows real) {
        Map<String, Chunk> read = new HashMap<>();
        return Decoration.of(Rows.class, real, (method, arguments, port) -> {
            if (!method.equals("readChunk")) {
                return port.proceed();
            }
            Chunk known = read.remove(place(arguments));
            Chunk chunk = known == null ? (Chunk) Objects.requireNonNull(port.proceed()) : known;
            if (!chunk.isEmpty()) {
                RowShape shape = (RowShape) Objects.requireNonNull(arguments[0]);
                UnitId unit = (UnitId) Objects.requireNonNull(arguments[1]);
                int most = (Integer) Objects.requireNonNull(arguments[3]);
                Optional<Key> last = chunk.lastKey();
                @Nullable Object[] next = {shape, unit, last, most};
                read.put(place(next), real.readChunk(shape, unit, last, most));
            }
            return chunk;
        });
    }

    private static String place(@Nullable Object[] arguments) {
        return arguments[1] + " after " + arguments[2];
    }
}
