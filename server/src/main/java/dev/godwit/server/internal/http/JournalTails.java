package dev.godwit.server.internal.http;

import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.core.TimeSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tail of each migration's journal, shared by all who follow it. Thread-safe. */
final class JournalTails {
    private final MigrationControls migrations;
    private final TimeSource time;
    private final Map<MigrationName, JournalTail> tails = new ConcurrentHashMap<>();

    JournalTails(MigrationControls migrations, TimeSource time) {
        this.migrations = migrations;
        this.time = time;
    }

    JournalTail of(MigrationName name) {
        return tails.computeIfAbsent(
                name,
                wanted -> new JournalTail(
                        (number, limit) ->
                                migrations.control(Optional.of(wanted)).journalAfter(number, limit),
                        time));
    }
}
