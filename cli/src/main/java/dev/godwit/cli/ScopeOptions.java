package dev.godwit.cli;

import dev.godwit.core.MigrationControl.Scope;
import dev.godwit.core.UnitId;
import dev.godwit.core.WaveName;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a command is about: all of the migration, a wave, or a unit. */
final class ScopeOptions {
    @Option(names = "--wave", paramLabel = "WAVE", description = "Only the units of this wave.")
    private Optional<String> wave = Optional.empty();

    @Option(names = "--unit", paramLabel = "UNIT", description = "Only this unit.")
    private Optional<String> unit = Optional.empty();

    /** @throws dev.godwit.core.GodwitException when a name has another form than such names have */
    Scope scope() {
        return new Scope(wave.map(WaveName::new), unit.map(UnitId::new));
    }
}
