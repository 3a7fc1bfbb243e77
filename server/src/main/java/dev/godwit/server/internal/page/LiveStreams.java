package dev.godwit.server.internal.page;

import dev.godwit.core.GodwitException;
import dev.godwit.core.TimeSource;
import dev.godwit.server.internal.http.EventStream;
import dev.godwit.server.internal.http.EventStreams;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps pages up to date: sends each part that has changed, and a sign of life, every second. A browser that is slow gets
 * fewer states, not older ones. Thread-safe.
 */
final class LiveStreams {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final LiveMigrations live;
    private final EventStreams streams;
    private final TimeSource time;
    private final String edition;

    LiveStreams(LiveMigrations live, EventStreams streams, TimeSource time, String edition) {
        this.live = live;
        this.streams = streams;
        this.time = time;
        this.edition = edition;
    }

    void list(ServerRequest request, ServerResponse response) {
        Viewer viewer = Viewer.of(request);
        stream(response, () -> live.list(viewer));
    }

    void migration(ServerRequest request, ServerResponse response) {
        LiveMigration migration = live.of(MigrationPages.migration(request));
        Viewer viewer = Viewer.of(request);
        stream(response, () -> migration.fragments(viewer));
    }

    private void stream(ServerResponse response, Supplier<List<Fragment>> fragments) {
        List<Fragment> first = fragments.get();
        streams.serve(response, stream -> {
            try {
                send(stream, first, fragments);
            } catch (GodwitException e) {
                // The migration stopped to run here: the browser comes back and is told so.
            }
        });
    }

    private void send(EventStream stream, List<Fragment> first, Supplier<List<Fragment>> fragments)
            throws InterruptedException {
        Map<String, String> sent = new HashMap<>();
        List<Fragment> now = first;
        while (true) {
            for (Fragment fragment : now) {
                if (!fragment.html().equals(sent.put(fragment.name(), fragment.html()))) {
                    emit(stream, fragment.name(), fragment.html());
                }
            }
            emit(stream, "beat", edition);
            time.sleep(EVERY);
            now = fragments.get();
        }
    }

    private static void emit(EventStream stream, String name, String html) {
        stream.emit(SseEvent.builder()
                .name(name)
                .reconnectDelay(RECONNECT)
                .data(html.replace('\n', ' '))
                .build());
    }
}
