package dev.godwit.server.internal.notice;

import dev.godwit.core.Secret;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;
import dev.godwit.server.internal.metrics.MessageCounts;
import java.util.ArrayList;
import java.util.List;

/** All webhooks of a server. One that is slow or gone holds up no other. Thread-safe. */
public final class Webhooks implements AutoCloseable {
    private final List<Webhook> webhooks = new ArrayList<>();

    /** @throws dev.godwit.core.GodwitException when an address is none */
    public Webhooks(List<Secret> addresses, WebhookTerms terms, Tasks tasks, TimeSource time) {
        try {
            addresses.forEach(address -> webhooks.add(new Webhook(address, terms, tasks, time)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Sends to all, and returns at once. */
    public void send(Notice notice) {
        webhooks.forEach(webhook -> webhook.send(notice));
    }

    public MessageCounts counts() {
        return webhooks.stream().map(Webhook::counts).reduce(MessageCounts.NONE, MessageCounts::plus);
    }

    @Override
    public void close() {
        webhooks.forEach(Webhook::close);
    }
}
