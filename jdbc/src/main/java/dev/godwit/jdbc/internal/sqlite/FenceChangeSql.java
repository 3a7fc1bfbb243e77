package dev.godwit.jdbc.internal.sqlite;

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

/** A fence change as one compare-and-set statement on the row of alias {@code f}. */
record FenceChangeSql(String statement, Object... parameters) {
    /** What a change sets besides role and epoch, and what has to be true besides them. */
    private record Part(String sql, Object... parameters) {}

    static FenceChangeSql of(StoreObjects objects, FenceChange change) {
        Part set = set(change);
        Part condition = condition(objects, change);
        List<Object> parameters = new ArrayList<>();
        parameters.add(change.newRole().name());
        parameters.addAll(List.of(set.parameters()));
        parameters.add(change.unit().value());
        parameters.add(change.expectedRole().name());
        parameters.add(change.expectedEpoch().value());
        parameters.addAll(List.of(condition.parameters()));
        String heir = change instanceof Seal ? "" : ", heir_store = null, heir_epoch = null";
        return new FenceChangeSql(
                "update " + objects.fence() + " as f set role = ?, epoch = f.epoch + 1, " + set.sql() + heir
                        + " where f.unit = ? and f.role = ? and f.epoch = ? and " + condition.sql(),
                parameters.toArray());
    }

    private static Part set(FenceChange change) {
        return switch (change) {
            case Freeze freeze ->
                new Part(
                        "frozen_until = " + CaptureTriggers.NOW + " + ?",
                        freeze.maxPause().toMillis());
            case Thaw ignored -> new Part("frozen_until = null");
            case Seal seal ->
                new Part(
                        "token = 0, heir_store = ?, heir_epoch = ?",
                        seal.heir().store().value(),
                        seal.heir().epoch().value());
            case Demote ignored -> new Part("token = 0, frozen_until = null");
            case Promote ignored -> new Part("token = 0, home_since = f.epoch + 1");
            case Reopen ignored -> new Part("token = 0");
            case Restore ignored -> new Part("token = 0, home_since = f.epoch + 1");
            case Retire ignored -> new Part("token = 0, in_flight = 0");
            case Settle ignored -> new Part("token = 0, in_flight = 0");
        };
    }

    private static Part condition(StoreObjects objects, FenceChange change) {
        return switch (change) {
            // Marks decide, not clocks: whatever slipped in after an expiry has left one (pitfall U5).
            case Demote ignored ->
                new Part("not exists (select 1 from " + objects.marks() + " as m where m.unit = f.unit)");
            case Promote promote ->
                new Part(
                        "f.heir_store = ? and f.heir_epoch = ?",
                        promote.heir().store().value(),
                        promote.heir().epoch().value());
            case Freeze ignored -> new Part("1");
            case Thaw ignored -> new Part("1");
            case Seal ignored -> new Part("1");
            case Reopen ignored -> new Part("1");
            case Restore ignored -> new Part("1");
            case Retire ignored -> new Part("1");
            case Settle ignored -> new Part("1");
        };
    }
}
