package dev.godwit.server.access;

import dev.godwit.core.Flags;
import dev.godwit.core.KeyspaceOverview;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import java.util.List;

/**
 * What those get to see who may not see names of units, which are often names of customers: all numbers, and none of the
 * sentences, because any of them may name a unit or a row. Stateless.
 */
public final class Discretion {
    private static final String SOMETHING = "something waits; those who run the migration see what";
    private static final String SOMEBODY = "somebody has to look";

    private Discretion() {}

    /** The status as this identity may see it. */
    public static MigrationStatus shown(MigrationStatus status, Identity identity) {
        return identity.may(Permission.SEE_NAMES) ? status : withoutNames(status);
    }

    /** A keyspace as this identity may see it: routers are often called after the machines on which they run. */
    public static KeyspaceOverview shown(KeyspaceOverview keyspace, Identity identity) {
        return identity.may(Permission.SEE_NAMES) ? keyspace : keyspace.withoutRouterNames();
    }

    private static MigrationStatus withoutNames(MigrationStatus status) {
        return new MigrationStatus(
                status.keyspace(),
                status.migration(),
                status.source(),
                status.target(),
                status.stage(),
                new Flags(
                        status.flags().paused().map(reason -> "paused"),
                        status.flags().attention().map(reason -> SOMEBODY)),
                status.waitsFor().isEmpty() ? List.of() : List.of(SOMETHING),
                status.phases(),
                status.waves(),
                status.unitsTotal(),
                status.unitsMoved(),
                status.rowsTotal(),
                status.rowsCopied(),
                status.rowsVerified(),
                status.copyRowsPerSecond(),
                status.copyBytesPerSecond(),
                status.verifyRowsPerSecond(),
                status.marks(),
                status.lagMillis(),
                status.estimatedEnd(),
                status.deadline(),
                status.throttle(),
                status.cutovers(),
                status.rollbacks(),
                List.of(),
                status.alarms().stream()
                        .map(alarm -> new Alarm(
                                alarm.kind(), alarm.subject(), alarm.kind().meaning(), alarm.since()))
                        .toList(),
                status.keyRanges(),
                status.revision());
    }
}
