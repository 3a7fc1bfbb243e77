package dev.godwit.jdbc.internal;

import dev.godwit.core.FenceChange;
import dev.godwit.core.FenceChange.Demote;
import dev.godwit.core.FenceChange.Freeze;
import dev.godwit.core.FenceChange.Promote;
import dev.godwit.core.FenceChange.Reopen;
import dev.godwit.core.FenceChange.Restore;
import dev.godwit.core.FenceChange.Retire;
import dev.godwit.core.FenceChange.Seal;
import dev.godwit.core.FenceChange.Settle;
import dev.godwit.core.FenceChange.Thaw;
import dev.godwit.core.Heir;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fence change as one compare-and-set statement: what is set, and what has to be true besides role and epoch. The
 * heir is gone after every change that does not name one, and the freeze's expiry after every change that is no freeze.
 */
record FenceChangeSql(String statement, List<Object> parameters) {
    private static final String COLUMNS = "c(unit, epoch, heir_store, heir_epoch)";

    static FenceChangeSql of(KeyspaceSchema schema, FenceChange change) {
        Words words = Words.of(schema, change, "?", "?");
        String statement =
                words.update(schema) + " where f.unit = ? and f.role = ? and f.epoch = ? and " + words.condition();
        List<Object> parameters = new ArrayList<>();
        parameters.add(change.newRole().name());
        if (change instanceof Freeze freeze) {
            parameters.add(freeze.maxPause().toMillis());
        } else if (change instanceof Seal seal) {
            addHeir(parameters, seal.heir());
        }
        parameters.add(change.unit().value());
        parameters.add(change.expectedRole().name());
        parameters.add(change.expectedEpoch().value());
        if (change instanceof Promote promote) {
            addHeir(parameters, promote.heir());
        }
        return new FenceChangeSql(statement, List.copyOf(parameters));
    }

    /**
     * Changes of one kind of many units; returns the units whose row was as expected. A row that somebody else has locked
     * is left alone, so that nobody waits for many rows because of one.
     */
    static FenceChangeSql ofAll(KeyspaceSchema schema, List<? extends FenceChange> changes) {
        FenceChange first = changes.getFirst();
        Words words = Words.of(schema, first, "c.heir_store", "c.heir_epoch");
        String statement = words.update(schema) + " from (select l.unit, c.epoch, c.heir_store, c.heir_epoch"
                + " from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[]) " + COLUMNS
                + " join " + schema.fence() + " l on l.unit = c.unit"
                + " order by l.unit for no key update of l skip locked) c"
                + " where f.unit = c.unit and f.role = ? and f.epoch = c.epoch and " + words.condition()
                + " returning f.unit";
        List<Object> parameters = new ArrayList<>();
        parameters.add(first.newRole().name());
        if (first instanceof Freeze freeze) {
            parameters.add(freeze.maxPause().toMillis());
        }
        parameters.add(changes.stream().map(change -> change.unit().value()).toArray(String[]::new));
        parameters.add(
                changes.stream().map(change -> change.expectedEpoch().value()).toArray(Long[]::new));
        parameters.add(changes.stream()
                .map(change -> heir(change).map(heir -> heir.store().value()).orElse(""))
                .toArray(String[]::new));
        parameters.add(changes.stream()
                .map(change -> heir(change).map(heir -> heir.epoch().value()).orElse(0L))
                .toArray(Long[]::new));
        parameters.add(first.expectedRole().name());
        return new FenceChangeSql(statement, List.copyOf(parameters));
    }

    private static Optional<Heir> heir(FenceChange change) {
        if (change instanceof Seal seal) {
            return Optional.of(seal.heir());
        }
        return change instanceof Promote promote ? Optional.of(promote.heir()) : Optional.empty();
    }

    private static void addHeir(List<Object> parameters, Heir heir) {
        parameters.add(heir.store().value());
        parameters.add(heir.epoch().value());
    }

    /** What is set besides role and epoch, and the condition besides those. */
    private record Words(String set, String condition) {
        /** @param heirStore the expression of the heir's store, as {@code heirEpoch} of its epoch */
        static Words of(KeyspaceSchema schema, FenceChange change, String heirStore, String heirEpoch) {
            return switch (change) {
                case Freeze ignored ->
                    new Words("frozen_until = clock_timestamp() + ? * interval '1 millisecond'", "true");
                case Thaw ignored -> new Words("frozen_until = null", "true");
                case Seal ignored ->
                    new Words("token = 0, heir_store = " + heirStore + ", heir_epoch = " + heirEpoch, "true");
                case Demote ignored ->
                    // Marks decide, not clocks: whatever slipped in after an expiry has left one (pitfall U5).
                    new Words(
                            "token = 0, frozen_until = null",
                            "not exists (select from " + schema.marks() + " m where m.unit = f.unit)");
                case Promote ignored ->
                    new Words(
                            "token = 0, home_since = f.epoch + 1",
                            "f.heir_store = " + heirStore + " and f.heir_epoch = " + heirEpoch);
                case Reopen ignored -> new Words("token = 0", "true");
                case Restore ignored -> new Words("token = 0, home_since = f.epoch + 1", "true");
                case Retire ignored -> new Words("token = 0, in_flight = false", "true");
                case Settle ignored -> new Words("token = 0, in_flight = false", "true");
            };
        }

        String update(KeyspaceSchema schema) {
            String heir = set.contains("heir_store") ? "" : ", heir_store = null, heir_epoch = null";
            return "update " + schema.fence() + " f set role = ?, epoch = f.epoch + 1, " + set + heir;
        }
    }
}
