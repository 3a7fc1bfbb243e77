package dev.godwit.server.internal.notice;

import dev.godwit.core.AlarmKind;
import dev.godwit.core.MigrationStatus;
import dev.godwit.core.MigrationStatus.Alarm;
import dev.godwit.core.MigrationStatus.WaveStatus;
import dev.godwit.server.internal.notice.Notice.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What has happened between two looks at a migration. Pure. */
final class Notices {
    private record Key(AlarmKind kind, String subject) {}

    private Notices() {}

    /**
     * What is new.
     *
     * @param before absent at the first look. Approvals that are wanted then are told again, for somebody waits for them;
     *     of the alarms only those that have begun since this server looks
     */
    static List<Notice> between(Optional<MigrationStatus> before, MigrationStatus now, Instant began, Instant at) {
        List<Notice> notices = new ArrayList<>();
        if (!before.map(MigrationStatus::stage).equals(Optional.of(now.stage()))) {
            notices.add(notice(now, Kind.STAGE, now.stage(), "is in stage '" + now.stage() + "'", at));
        }
        Set<String> asked = before.map(Notices::wanting).orElse(Set.of());
        for (String wave : wanting(now)) {
            if (!asked.contains(wave)) {
                String text = "wave " + wave + " wants an approval: godwit approve --wave " + wave;
                notices.add(notice(now, Kind.APPROVAL_WANTED, wave, text, at));
            }
        }
        alarms(before, now, began, notices);
        return notices;
    }

    private static void alarms(
            Optional<MigrationStatus> before, MigrationStatus now, Instant began, List<Notice> notices) {
        List<Alarm> old = before.map(MigrationStatus::alarms)
                .orElseGet(() -> now.alarms().stream()
                        .filter(alarm -> alarm.since().isBefore(began))
                        .toList());
        Set<Key> known = keys(old);
        Set<Key> on = keys(now.alarms());
        for (Alarm alarm : now.alarms()) {
            if (!known.contains(new Key(alarm.kind(), alarm.subject()))) {
                String text = "ALARM " + alarm.kind() + ": " + alarm.kind().meaning() + ". Next: "
                        + alarm.kind().nextStep();
                notices.add(notice(now, Kind.ALARM, alarm.kind().name(), text, alarm.since()));
            }
        }
        for (Alarm alarm : old) {
            if (!on.contains(new Key(alarm.kind(), alarm.subject()))) {
                String text = "alarm " + alarm.kind() + " is over";
                notices.add(notice(now, Kind.ALARM_OVER, alarm.kind().name(), text, alarm.since()));
            }
        }
    }

    private static Notice notice(MigrationStatus status, Kind kind, String subject, String text, Instant since) {
        return new Notice(
                kind, status.keyspace(), status.migration(), subject, status.migration() + ": " + text, since);
    }

    private static Set<String> wanting(MigrationStatus status) {
        return status.waves().stream()
                .filter(WaveStatus::approvalWanted)
                .map(WaveStatus::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Key> keys(List<Alarm> alarms) {
        Set<Key> keys = new HashSet<>();
        alarms.forEach(alarm -> keys.add(new Key(alarm.kind(), alarm.subject())));
        return keys;
    }
}
