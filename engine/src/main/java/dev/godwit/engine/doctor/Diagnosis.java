package dev.godwit.engine.doctor;

import dev.godwit.core.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the doctor saw.
 *
 * @param stores those of the plan, the source first
 * @param record what the control store says; absent when there is none
 * @param leftovers what a migration has left in a store, and what removes it
 * @param findings what somebody should look at, the worst first
 */
public record Diagnosis(
        String keyspace,
        String migration,
        List<StoreSight> stores,
        Optional<RecordSight> record,
        List<LeftBehind> leftovers,
        List<Problem> findings) {

    /** Whether nothing needs a person. Warnings do not. */
    public boolean healthy() {
        return findings.stream().noneMatch(Problem::stops);
    }

    /**
     * One store.
     *
     * @param answers whether it could be asked; the rest is empty otherwise, and the reason among the findings
     * @param database where it is, without secrets
     * @param objects how many objects of Godwit are there
     * @param defaultRole the role of units without a fence row, where Godwit is installed
     * @param roles how many fence rows have each role
     * @param inFlight how many units leave marks
     * @param marks how many marks wait
     * @param oldestMarkMillis the age of the oldest one
     * @param holders who writes units that are in flight at this moment, in words
     * @param preparedTransactions by name
     * @param longTransactions in words
     */
    public record StoreSight(
            String store,
            boolean answers,
            String database,
            int version,
            int objects,
            Optional<String> defaultRole,
            Map<String, Long> roles,
            long inFlight,
            long marks,
            long oldestMarkMillis,
            List<String> holders,
            List<String> preparedTransactions,
            List<String> longTransactions) {
        static StoreSight silent(String store) {
            return new StoreSight(
                    store, false, "", 0, 0, Optional.empty(), Map.of(), 0, 0, 0, List.of(), List.of(), List.of());
        }
    }

    /**
     * What the control store says of the migration.
     *
     * @param leader the server that leads, if one does
     * @param known whether it knows the migration
     * @param phases how many units are in each phase
     */
    public record RecordSight(Optional<String> leader, boolean known, boolean ended, Map<String, Long> phases) {}
}
