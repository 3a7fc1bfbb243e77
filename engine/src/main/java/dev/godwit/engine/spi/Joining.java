package dev.godwit.engine.spi;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.WaveName;
import dev.godwit.engine.spi.ControlStore.StepState;
import java.util.List;
import java.util.Optional;

/** When units may join a wave; asked by a control store in the transaction in which one does. Pure. */
public final class Joining {
    private Joining() {}

    /**
     * Makes sure that a unit may join.
     *
     * @param lastStep the state of the step after whose beginning nobody joins, if it ever began
     * @throws GodwitException as {@link ControlStore#join} does
     */
    public static void requireOpen(
            Optional<MigrationRecord> migration, List<WaveRecord> waves, WaveName wave, Optional<StepState> lastStep) {
        MigrationRecord record = migration.orElseThrow(
                () -> new GodwitException(ErrorCode.MIGRATION_NOT_FOUND, "the migration is not recorded"));
        requireUnderWay(record);
        if (lastStep.filter(state -> state != StepState.UNDONE).isPresent()) {
            throw new GodwitException(
                    ErrorCode.POINT_OF_NO_RETURN,
                    "units that no wave has taken live in " + record.target() + " by now, or are on their way");
        }
        boolean begun = waves.stream().anyMatch(candidate -> candidate.name().equals(wave) && candidate.begun());
        if (!begun) {
            throw new GodwitException(
                    ErrorCode.FORBIDDEN_TRANSITION,
                    "wave " + wave + " has not begun yet, for the stores are being prepared; ask again in a moment");
        }
    }

    /**
     * Makes sure that a migration is neither being undone nor being finalized.
     *
     * @throws GodwitException as {@link ControlStore#join} does
     */
    public static void requireUnderWay(MigrationRecord record) {
        switch (record.intent()) {
            case MOVE -> {}
            case ABORT ->
                throw new GodwitException(
                        ErrorCode.FORBIDDEN_TRANSITION, "migration " + record.name() + " is being undone");
            case FINALIZE ->
                throw new GodwitException(
                        ErrorCode.POINT_OF_NO_RETURN, "migration " + record.name() + " is being finalized");
        }
    }
}
