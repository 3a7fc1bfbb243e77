package dev.godwit.server;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Migrations of this process by their names. Thread-safe.
 *
 * @param running those that run now, in the order in which they came
 */
record NamedControls(Supplier<? extends Map<MigrationName, ? extends MigrationControl>> running)
        implements MigrationControls {
    @Override
    public List<MigrationName> names() {
        return List.copyOf(running.get().keySet());
    }

    @Override
    public MigrationControl control(Optional<MigrationName> name) {
        Map<MigrationName, ? extends MigrationControl> all = running.get();
        if (name.isEmpty() && all.size() > 1) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "migration: several run here; name one with --migration: " + listed(all));
        }
        return all.entrySet().stream()
                .filter(migration -> name.isEmpty() || migration.getKey().equals(name.get()))
                .<MigrationControl>map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> notFound(name, all));
    }

    private static GodwitException notFound(Optional<MigrationName> name, Map<MigrationName, ?> all) {
        String which = name.map(wanted -> " " + wanted).orElse("");
        String others = all.isEmpty() ? "" : ", but " + listed(all);
        return new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "no migration" + which + " runs here" + others);
    }

    private static String listed(Map<MigrationName, ?> all) {
        return all.keySet().stream().map(MigrationName::value).collect(Collectors.joining(", "));
    }
}
