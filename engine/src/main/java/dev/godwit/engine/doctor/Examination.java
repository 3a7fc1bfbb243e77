package dev.godwit.engine.doctor;

import dev.godwit.core.Plan;
import java.util.List;
import java.util.Optional;

/**
 * What the symptoms are looked for in.
 *
 * @param source absent when it did not answer
 * @param target likewise
 * @param record absent when there is no control store
 */
record Examination(Plan plan, Optional<Examined> source, Optional<Examined> target, Optional<Known> record) {
    /**
     * What the control store knows of the migration.
     *
     * @param others whether another migration of the keyspace has not ended
     */
    record Known(boolean known, boolean ended, boolean others) {}

    /** Those that answered, the source first. */
    List<Examined> stores() {
        return List.of(source, target).stream().flatMap(Optional::stream).toList();
    }

    /** Whether a control store explains what is in flight. */
    boolean explained() {
        return record.filter(known -> known.others() || (known.known() && !known.ended()))
                .isPresent();
    }
}
