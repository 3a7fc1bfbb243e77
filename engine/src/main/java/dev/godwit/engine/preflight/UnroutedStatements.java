package dev.godwit.engine.preflight;

import dev.godwit.core.Entity;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan;
import dev.godwit.core.SeenStatements;
import dev.godwit.core.SeenStatements.Listed;
import dev.godwit.core.SeenStatements.Statement;
import dev.godwit.core.SeenStatements.Unavailable;
import dev.godwit.core.SeenStatements.Unknown;
import dev.godwit.core.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Statements that touch a table of the plan and don't name what decides on the unit. A router may well have sent them for
 * one unit; a report or a forgotten job looks the same, so they are information and never a problem.
 */
final class UnroutedStatements {
    private static final int SHOWN_MAX = 20;
    private static final int CHARACTERS_MAX = 160;

    private UnroutedStatements() {}

    /** What there is to say, in lines. */
    static List<String> of(Plan plan, Store source) {
        SeenStatements seen;
        try {
            seen = source.seenStatements();
        } catch (GodwitException e) {
            seen = new Unavailable(String.valueOf(e.getMessage()));
        }
        return switch (seen) {
            case Unknown unknown -> List.of();
            case Unavailable unavailable ->
                List.of(plan.source() + ": statements without a unit can't be listed: " + unavailable.reason());
            case Listed listed -> lines(plan, listed);
        };
    }

    private static List<String> lines(Plan plan, Listed listed) {
        List<String> unrouted = new ArrayList<>();
        int onTables = 0;
        for (Statement statement : listed.statements()) {
            StatementReading reading = StatementReading.of(statement.text());
            onTables += touches(plan, reading) ? 1 : 0;
            List<String> entities = plan.keyspace().entities().stream()
                    .filter(entity -> isUnrouted(plan, entity, reading))
                    .map(entity -> entity.name().value())
                    .toList();
            if (!entities.isEmpty()) {
                unrouted.add(words(
                        "%s: %s without its unit, %,d calls: %s",
                        plan.source(), String.join(", ", entities), statement.calls(), shortened(statement.text())));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(words(
                "%s: %,d of %s%,d statements on tables of the plan don't name the unit; see that a router sends them, or"
                        + " nobody will when units live in two stores",
                plan.source(), unrouted.size(), listed.complete() ? "" : "the most frequent ", onTables));
        lines.addAll(unrouted.subList(0, Math.min(SHOWN_MAX, unrouted.size())));
        return lines;
    }

    private static boolean touches(Plan plan, StatementReading reading) {
        return plan.keyspace().entities().stream().anyMatch(entity -> reading.touches(entity.tableIn(plan.source())));
    }

    /** A whole table has no column for its unit, and one insert of all columns has it in any case. */
    private static boolean isUnrouted(Plan plan, Entity entity, StatementReading reading) {
        List<String> unit = entity.unit().columns().stream()
                .map(column -> entity.columnIn(plan.source(), column))
                .toList();
        return !unit.isEmpty()
                && reading.touches(entity.tableIn(plan.source()))
                && !reading.allColumns()
                && !reading.names().containsAll(unit);
    }

    private static String shortened(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() <= CHARACTERS_MAX ? line : line.substring(0, CHARACTERS_MAX) + "...";
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
