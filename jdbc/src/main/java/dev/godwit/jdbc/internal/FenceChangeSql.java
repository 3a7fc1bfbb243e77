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
import java.util.ArrayList;
import java.util.List;

/**
 * A fence change as one compare-and-set statement: what is set, and what has to be true besides role and epoch. The
 * heir is gone after every change that does not name one, and the freeze's expiry after every change that is no freeze.
 */
record FenceChangeSql(String statement, List<Object> parameters) {

    static FenceChangeSql of(KeyspaceSchema schema, FenceChange change) {
        return switch (change) {
            case Freeze freeze ->
                build(
                        schema,
                        change,
                        "frozen_until = clock_timestamp() + ? * interval '1 millisecond'",
                        "true",
                        List.of(freeze.maxPause().toMillis()),
                        List.of());
            case Thaw ignored -> build(schema, change, "frozen_until = null", "true");
            case Seal seal ->
                build(
                        schema,
                        change,
                        "token = 0, heir_store = ?, heir_epoch = ?",
                        "true",
                        List.of(seal.heir().store().value(), seal.heir().epoch().value()),
                        List.of());
            case Demote ignored ->
                // Marks decide, not clocks: whatever slipped in after an expiry has left one (pitfall U5).
                build(
                        schema,
                        change,
                        "token = 0, frozen_until = null",
                        "not exists (select from " + schema.marks() + " m where m.unit = f.unit)");
            case Promote promote ->
                build(
                        schema,
                        change,
                        "token = 0, home_since = f.epoch + 1",
                        "f.heir_store = ? and f.heir_epoch = ?",
                        List.of(),
                        List.of(
                                promote.heir().store().value(),
                                promote.heir().epoch().value()));
            case Reopen ignored -> build(schema, change, "token = 0", "true");
            case Restore ignored -> build(schema, change, "token = 0, home_since = f.epoch + 1", "true");
            case Retire ignored -> build(schema, change, "token = 0, in_flight = false", "true");
            case Settle ignored -> build(schema, change, "token = 0, in_flight = false", "true");
        };
    }

    private static FenceChangeSql build(KeyspaceSchema schema, FenceChange change, String set, String condition) {
        return build(schema, change, set, condition, List.of(), List.of());
    }

    private static FenceChangeSql build(
            KeyspaceSchema schema,
            FenceChange change,
            String set,
            String condition,
            List<Object> ofSet,
            List<Object> ofCondition) {
        String heir = set.contains("heir_store") ? "" : ", heir_store = null, heir_epoch = null";
        String statement = "update " + schema.fence() + " f set role = ?, epoch = f.epoch + 1, " + set + heir
                + " where f.unit = ? and f.role = ? and f.epoch = ? and " + condition;
        List<Object> parameters = new ArrayList<>();
        parameters.add(change.newRole().name());
        parameters.addAll(ofSet);
        parameters.add(change.unit().value());
        parameters.add(change.expectedRole().name());
        parameters.add(change.expectedEpoch().value());
        parameters.addAll(ofCondition);
        return new FenceChangeSql(statement, List.copyOf(parameters));
    }
}
