package dev.godwit.engine.internal.control;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.MigrationName;
import dev.godwit.core.MigrationStatus.Alarm;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of alarms that are on in the control store. */
final class AlarmRows {
    private AlarmRows() {}

    private record Row(String kind, String subject, String message, Instant since) {
        Optional<Alarm> alarm() {
            return Arrays.stream(AlarmKind.values())
                    .filter(known -> known.name().equals(kind))
                    .findFirst()
                    .map(known -> new Alarm(known, subject, message, since));
        }
    }

    /** Those of a kind that this version knows. */
    static List<Alarm> ofMigration(Handle handle, MigrationName migration) {
        return handle
                .createQuery("select kind, subject, message, since from alarm where migration = :migration"
                        + " order by since, kind, subject")
                .bind("migration", migration.value())
                .map((row, context) ->
                        new Row(row.getString(1), row.getString(2), row.getString(3), Instant.parse(row.getString(4))))
                .list()
                .stream()
                .flatMap(row -> row.alarm().stream())
                .toList();
    }

    /** Whether it was not on. */
    static boolean insert(Handle handle, MigrationName migration, Alarm alarm) {
        return handle.createUpdate("insert into alarm (migration, kind, subject, message, since)"
                                + " values (:migration, :kind, :subject, :message, :since)"
                                + " on conflict (migration, kind, subject) do nothing")
                        .bind("migration", migration.value())
                        .bind("kind", alarm.kind().name())
                        .bind("subject", alarm.subject())
                        .bind("message", alarm.message())
                        .bind("since", alarm.since().toString())
                        .execute()
                > 0;
    }

    /** Whether it was on. */
    static boolean delete(Handle handle, MigrationName migration, AlarmKind kind, String subject) {
        return handle.createUpdate("delete from alarm where migration = :migration and kind = :kind"
                                + " and subject = :subject")
                        .bind("migration", migration.value())
                        .bind("kind", kind.name())
                        .bind("subject", subject)
                        .execute()
                > 0;
    }
}
