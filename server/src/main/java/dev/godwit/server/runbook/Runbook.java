package dev.godwit.server.runbook;

import dev.godwit.core.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that someone who owns the databases wants to know before a migration starts. Data only: how it looks is for
 * the command line.
 *
 * @param systems source first
 * @param stages in the order in which they happen
 * @param phases what each unit goes through in its wave
 * @param waits every lock and hold, with the longest time that somebody waits for it
 * @param decisions what people decide, and who
 * @param hazards weaknesses that the plan accepts by name
 * @param problems what preflight found
 * @param looked what it looked at
 */
public record Runbook(
        String keyspace,
        String migration,
        String source,
        String target,
        Optional<Instant> deadline,
        List<System> systems,
        List<Table> tables,
        List<Wave> waves,
        List<Step> stages,
        List<UnitPhase> phases,
        List<Wait> waits,
        List<Decision> decisions,
        List<String> hazards,
        List<Problem> problems,
        List<String> looked) {

    /**
     * A database that takes part.
     *
     * @param url without parameters
     * @param rights what the role needs
     * @param statements what installing runs
     */
    public record System(
            String store,
            String role,
            String url,
            Optional<String> user,
            int connectionsMax,
            List<String> rights,
            List<String> statements) {}

    /**
     * A table that moves, under its name in each store.
     *
     * @param mapping what becomes of columns that are not carried as they are
     */
    public record Table(
            String entity, String inSource, String inTarget, String key, String unit, List<String> mapping) {}

    /** A group of units. */
    public record Wave(String name, String units, boolean approval) {}

    /**
     * One thing that happens.
     *
     * @param undo how it is taken back
     * @param undoableUntil until when that is possible
     */
    public record Step(String name, String does, String undo, String undoableUntil) {}

    /** Where a unit can be in its move, and what that means. */
    public record UnitPhase(String name, String means) {}

    /**
     * Something that does not happen by itself.
     *
     * @param who decides it
     * @param how it is said
     */
    public record Decision(String what, String who, String how) {}

    /**
     * Somebody who waits.
     *
     * @param bound for how long at most
     */
    public record Wait(String who, String forWhat, String bound) {}
}
