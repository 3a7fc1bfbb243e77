package dev.godwit.bench.measure;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Those who follow pages and the journal, and throw away what they read. Not thread-safe.
 */
final class BoardViewers implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Long>> open = new ArrayList<>();

    static BoardViewers of(URI server, int pages, int followers) {
        BoardViewers viewers = new BoardViewers();
        for (int i = 0; i < pages; i++) {
            viewers.follow(server.resolve("/migrations/bench/live"));
        }
        for (int i = 0; i < followers; i++) {
            viewers.follow(server.resolve("/api/v1/migrations/bench/events"));
        }
        return viewers;
    }

    private void follow(URI url) {
        open.add(readers.submit(() -> {
            try (InputStream body = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofInputStream())
                    .body()) {
                byte[] buffer = new byte[1 << 16];
                long bytes = 0;
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    bytes += read;
                }
                return bytes;
            }
        }));
    }

    /** A stream that has ended was not measured. */
    void requireAll() throws Exception {
        for (var stream : open) {
            if (stream.isDone()) {
                throw new IllegalStateException("a stream of events has ended after " + stream.get() + " bytes");
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        client.shutdownNow();
        readers.shutdownNow();
        readers.awaitTermination(10, TimeUnit.SECONDS);
    }
}
