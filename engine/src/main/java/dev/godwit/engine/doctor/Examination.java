package dev.godwit.engine.doctor;

import dev.godwit.core.Plan;
import java.util.List;
import java.util.Optional;

/**
 * What the symptoms are looked for in.
 *
 * @param stores those of the plan that answered, those that units leave first
 * @param record absent when there is no control store
 */
record Examination(Plan plan, List<Examined> stores, Optional<Known> record) {
    /**
     * What the control store knows of the migration.
     *
     * @param others whether another migration of the keyspace has not ended
     */
    record Known(boolean known, boolean ended, boolean others) {}

    /** Whether all stores of the plan answered. */
    boolean complete() {
        return stores.size() == plan.movingStores().size();
    }

    /** Whether a control store explains what is in flight. */
    boolean explained() {
        return record.filter(known -> known.others() || (known.known() && !known.ended()))
                .isPresent();
    }
}
