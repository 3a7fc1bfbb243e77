package dev.godwit.core;

import java.util.List;
import java.util.Optional;

/** What an operator can see and do. Thread-safe. */
public interface MigrationControl {
    MigrationStatus status();

    /** How long the application's transactions took before, during and after it, as far as its routers have said. */
    ApplicationLatency latency();

    /** The first units, in the order of their names, that pass the filter; at most so many. */
    List<UnitView> units(UnitFilter filter, int limit);

    /**
     * Gives a command. It is durable when the call returns; its effect follows and shows in the status.
     *
     * @return what will happen, in one sentence
     * @throws GodwitException when the command is not possible now; nothing was changed
     */
    String command(Command command);

    /** The newest journal entries, oldest first. */
    List<JournalEntry> journal(int limit);

    /** The oldest journal entries whose number is larger, oldest first: what has happened since somebody last looked. */
    List<JournalEntry> journalAfter(long number, int limit);

    /** What a command is about: the whole migration, a wave or a unit. */
    record Scope(Optional<WaveName> wave, Optional<UnitId> unit) {
        public static final Scope MIGRATION = new Scope(Optional.empty(), Optional.empty());
    }

    /**
     * One command.
     *
     * @param reason for the journal; may be empty
     * @param actor who gave it
     * @param rowsPerSecond of {@link CommandKind#THROTTLE}: the bound, at least 1; absent to take it away
     */
    record Command(CommandKind kind, Scope scope, String reason, String actor, Optional<Long> rowsPerSecond) {
        /** A command without a number. */
        public Command(CommandKind kind, Scope scope, String reason, String actor) {
            this(kind, scope, reason, actor, Optional.empty());
        }
    }

    /** The commands. */
    enum CommandKind {
        PAUSE,
        RESUME,
        APPROVE,
        /**
         * Moves one unit: one that no wave has taken joins the plan's wave on request, one whose move was taken back goes
         * again. Giving it twice is harmless. The request is the approval.
         */
        MOVE,
        CUTOVER,
        ROLLBACK,
        ABORT,
        FINALIZE,
        VERIFY,
        /** Bounds the rate of the copy by hand, or takes the bound away. */
        THROTTLE,
        /** Compares, and makes mirrors equal to their homes where they differ. */
        REPAIR
    }

    /**
     * Which units to list: those to which all of it applies.
     *
     * @param text a part of the name, upper and lower case told apart; empty for all names
     * @param after where the last page ended: units whose names come later
     */
    record UnitFilter(
            Optional<Phase> phase,
            Optional<WaveName> wave,
            Optional<UnitId> unit,
            String text,
            Optional<UnitId> after) {
        public static final UnitFilter ALL = new UnitFilter(Optional.empty(), Optional.empty(), Optional.empty());

        /** Whatever they are called, from the first. */
        public UnitFilter(Optional<Phase> phase, Optional<WaveName> wave, Optional<UnitId> unit) {
            this(phase, wave, unit, "", Optional.empty());
        }
    }

    /**
     * One unit.
     *
     * @param moved whether its home is where the migration takes it
     */
    record UnitView(
            UnitId unit,
            Optional<WaveName> wave,
            Phase phase,
            StoreName home,
            boolean moved,
            long epoch,
            Flags flags,
            long rowsCopied,
            long rowsVerified,
            Optional<Double> lastPauseMillis) {}

    /**
     * One line of the journal.
     *
     * @param at ISO-8601
     */
    record JournalEntry(long number, String at, String subject, String message) {}
}
