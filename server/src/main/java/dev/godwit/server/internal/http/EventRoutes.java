package dev.godwit.server.internal.http;

import dev.godwit.client.wire.WireFormat;
import dev.godwit.core.MigrationControl;
import dev.godwit.core.MigrationControl.JournalEntry;
import dev.godwit.core.MigrationControls;
import dev.godwit.core.MigrationName;
import dev.godwit.core.TimeSource;
import dev.godwit.server.access.Discretion;
import dev.godwit.server.access.Identity;
import dev.godwit.server.access.Permission;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What happens, as server-sent events: each journal entry once, with its number, and the status now and then, without one.
 * A client that comes back with {@code Last-Event-ID} gets what it has missed, however long that was. A client reads at
 * its own pace: what it has not read is in the journal, not in the memory of the server. Those who may not see names hear the status only.
 * Thread-safe.
 */
final class EventRoutes {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final int ENTRIES_AT_ONCE = 500;
    private static final Duration STATUS_EVERY = Duration.ofSeconds(1);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final MigrationControls migrations;
    private final JournalTails tails;
    private final EventStreams streams;
    private final TimeSource time;
    private final WireFormat format = WireFormat.strict();

    EventRoutes(MigrationControls migrations, EventStreams streams, TimeSource time) {
        this.migrations = migrations;
        this.tails = new JournalTails(migrations, time);
        this.streams = streams;
        this.time = time;
    }

    void stream(ServerRequest request, ServerResponse response) {
        MigrationName name = Exchange.migration(request);
        MigrationControl control = migrations.control(Optional.of(name));
        Identity identity = Guard.identity(request);
        JournalTail tail = tails.of(name);
        long after = lastSeen(request).orElseGet(() -> newest(control));
        control.status();
        streams.serve(response, stream -> send(stream, control, tail, after, identity));
    }

    private void send(EventStream stream, MigrationControl control, JournalTail tail, long after, Identity identity)
            throws InterruptedException {
        boolean journal = identity.may(Permission.SEE_NAMES);
        long last = after;
        stream.emit(status(control, identity));
        long sent = time.monotonicNanos();
        while (true) {
            List<JournalEntry> entries = journal ? tail.after(last, ENTRIES_AT_ONCE) : List.of();
            for (JournalEntry entry : entries) {
                stream.emit(SseEvent.builder()
                        .id(Long.toString(entry.number()))
                        .name("journal")
                        .data(text(entry))
                        .build());
                last = entry.number();
            }
            if (time.since(sent).compareTo(STATUS_EVERY) >= 0) {
                stream.emit(status(control, identity));
                sent = time.monotonicNanos();
            }
            if (entries.isEmpty()) {
                time.sleep(JournalTail.READ_EVERY);
            }
        }
    }

    private SseEvent status(MigrationControl control, Identity identity) {
        return SseEvent.builder()
                .name("status")
                .reconnectDelay(RECONNECT)
                .data(text(Discretion.shown(control.status(), identity)))
                .build();
    }

    private String text(Object value) {
        return new String(format.write(value), StandardCharsets.UTF_8);
    }

    /** A browser sends a header when it comes back; a script may use a parameter. */
    private static Optional<Long> lastSeen(ServerRequest request) {
        return request.headers()
                .first(LAST_EVENT_ID)
                .or(() -> request.query().first("after").asOptional())
                .map(Exchange::number);
    }

    private static long newest(MigrationControl control) {
        List<JournalEntry> newest = control.journal(1);
        return newest.isEmpty() ? 0 : newest.getLast().number();
    }
}
