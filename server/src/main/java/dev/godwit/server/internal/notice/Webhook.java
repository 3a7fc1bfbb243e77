package dev.godwit.server.internal.notice;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.server.internal.metrics.MessageCounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices to one address, one after the other, in a task of its own: nobody ever waits for the receiver. An attempt
 * that fails is repeated until patience ends. The address is a secret: neither the log nor an error shows it. Thread-safe.
 */
public final class Webhook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final int SUCCESS_FROM = 200;
    private static final int SUCCESS_TO = 299;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR_FROM = 500;
    private static final double JITTER = 0.25;
    /** So long a server that stops lets its last words go out. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Notice LAST = new Notice(Notice.Kind.STAGE, "", "", "", "", Instant.EPOCH);

    private final Secret address;
    private final URI uri;
    private final WebhookTerms terms;
    private final HttpClient client;
    private final RetryPolicy<Integer> retries;
    private final BlockingQueue<Notice> waiting;
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Signal ended;
    private final Tasks.Task running;

    /**
     * A webhook that is ready.
     *
     * @throws GodwitException with {@link ErrorCode#INVALID_REQUEST} when the address is none
     */
    public Webhook(Secret address, WebhookTerms terms, Tasks tasks, TimeSource time) {
        this.address = address;
        this.uri = parse(address);
        this.terms = terms;
        this.client = HttpClient.newBuilder().connectTimeout(terms.timeout()).build();
        this.retries = RetryPolicy.<Integer>builder()
                .handle(IOException.class)
                .handleResultIf(status -> status == TOO_MANY_REQUESTS || status >= SERVER_ERROR_FROM)
                .withBackoff(terms.firstPause(), terms.longestPause())
                .withJitter(JITTER)
                .withMaxAttempts(-1)
                .withMaxDuration(terms.patience())
                .build();
        this.waiting = new ArrayBlockingQueue<>(terms.waiting());
        this.ended = time.signal();
        this.running = tasks.start("godwit-webhook", this::sendAll);
    }

    /** Takes a notice and returns at once. */
    public void send(Notice notice) {
        if (!waiting.offer(notice)) {
            dropped.increment();
            LOG.warn("webhook {}: {} messages wait already, so one was dropped", address, terms.waiting());
        }
    }

    public MessageCounts counts() {
        return new MessageCounts(sent.sum(), failed.sum(), dropped.sum(), waiting.size());
    }

    /** Ends within a moment; what has not been sent by then is lost. */
    @Override
    public void close() {
        try {
            if (waiting.offer(LAST)) {
                ended.await(0, GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.cancel();
        client.shutdownNow();
    }

    private void sendAll() {
        try {
            Notice next = waiting.take();
            while (!next.equals(LAST)) {
                deliver(next);
                next = waiting.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.raise();
        }
    }

    private void deliver(Notice notice) throws InterruptedException {
        byte[] body = SlackMessage.of(notice);
        try {
            int status = Failsafe.with(retries).get(() -> post(body));
            if (status >= SUCCESS_FROM && status <= SUCCESS_TO) {
                sent.increment();
            } else {
                giveUp("it answered " + status);
            }
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("the server stops");
            }
            // Only the kind of failure: messages of the network name the address.
            giveUp(e.getCause() == null ? "no answer" : e.getCause().getClass().getSimpleName());
        }
    }

    private void giveUp(String reason) {
        failed.increment();
        LOG.warn("webhook {}: a message was given up: {}", address, reason.toLowerCase(Locale.ROOT));
    }

    private int post(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(terms.timeout())
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
        return answer.statusCode();
    }

    private static URI parse(Secret address) {
        try {
            URI uri = URI.create(address.reveal().strip());
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // its message repeats the address
            LOG.debug("webhook {}: no address", address);
        }
        throw new GodwitException(
                ErrorCode.INVALID_REQUEST, "webhook " + address + ": must be a URL with http or https");
    }
}
