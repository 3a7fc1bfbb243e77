package dev.godwit.server.internal.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Secret;
import dev.godwit.core.SystemTime;
import dev.godwit.core.ThreadTasks;
import dev.godwit.server.internal.metrics.MessageCounts;
import dev.godwit.server.internal.notice.Notice.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookTest {
    private static final WebhookTerms TERMS = new WebhookTerms(
            Duration.ofMillis(300), Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(30), 3);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("dev.godwit");
    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void close() {
        root.detachAppender(log);
        root.setLevel(null);
        receiver.close();
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains("CANARY"));
        assertThat(log.list).allMatch(event -> event.getThrowableProxy() == null);
    }

    @Test
    void a_message_is_what_slack_reads_with_fields_for_programs() {
        try (Webhook webhook = webhook(TERMS)) {
            webhook.send(new Notice(
                    Kind.APPROVAL_WANTED,
                    "notes",
                    "notes-move",
                    "first",
                    "a <b> & c",
                    Instant.parse("2026-11-23T12:00:00Z")));
            await().until(() -> receiver.bodies().size() == 1);
        }
        JsonNode body = JsonMapper.builder().build().readTree(receiver.bodies().getFirst());
        assertThat(body.get("text").asString()).isEqualTo("a &lt;b&gt; &amp; c");
        assertThat(body.get("kind").asString()).isEqualTo("APPROVAL_WANTED");
        assertThat(body.get("keyspace").asString()).isEqualTo("notes");
        assertThat(body.get("migration").asString()).isEqualTo("notes-move");
        assertThat(body.get("subject").asString()).isEqualTo("first");
        assertThat(body.get("since").asString()).isEqualTo("2026-11-23T12:00:00Z");
    }

    @Test
    void a_receiver_that_is_down_angry_or_hung_gets_it_when_it_is_back_in_order() throws IOException {
        try (Webhook webhook = webhook(TERMS)) {
            receiver.goDown();
            webhook.send(notice("one"));
            webhook.send(notice("two"));
            receiver.answers(500);
            receiver.comeBack();
            await().until(() -> receiver.attempts().size() >= 3);
            receiver.answers(429);
            int before = receiver.attempts().size();
            await().until(() -> receiver.attempts().size() > before + 1);
            receiver.hangs(true);
            receiver.answers(200);
            int hung = receiver.attempts().size();
            await().until(() -> receiver.attempts().size() > hung + 1);
            assertThat(webhook.counts().sent()).isZero();
            receiver.hangs(false);
            await().until(() -> webhook.counts().sent() == 2);
        }
        assertThat(receiver.bodies())
                .extracting(body -> body.contains("\"one\""))
                .startsWith(true)
                .endsWith(false);
    }

    @Test
    void who_sends_never_waits_and_what_is_too_much_is_dropped_and_counted() {
        receiver.hangs(true);
        try (Webhook webhook = webhook(TERMS)) {
            webhook.send(notice("first"));
            await().until(() -> receiver.attempts().size() >= 1);
            long start = new SystemTime().monotonicNanos();
            for (int number = 0; number < 1_000; number++) {
                webhook.send(notice("more"));
            }
            assertThat(new SystemTime().since(start)).isLessThan(Duration.ofSeconds(2));
            assertThat(webhook.counts()).isEqualTo(new MessageCounts(0, 0, 1_000 - TERMS.waiting(), TERMS.waiting()));
        }
    }

    @Test
    void what_the_receiver_does_not_want_and_what_takes_too_long_is_given_up() {
        WebhookTerms impatient =
                new WebhookTerms(TERMS.timeout(), TERMS.firstPause(), TERMS.longestPause(), Duration.ofMillis(100), 3);
        try (Webhook webhook = webhook(impatient)) {
            receiver.answers(404);
            webhook.send(notice("unwanted"));
            await().until(() -> webhook.counts().failed() == 1);
            assertThat(receiver.attempts()).hasSize(1);
            receiver.goDown();
            webhook.send(notice("late"));
            await().until(() -> webhook.counts().failed() == 2);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("webhook env:SLACK: a message was given up: it answered 404");
    }

    @Test
    void the_last_words_of_a_server_that_stops_go_out() {
        try (Webhook webhook = webhook(TERMS)) {
            webhook.send(notice("one"));
            webhook.send(notice("done"));
        }
        assertThat(receiver.bodies()).hasSize(2);
    }

    @Test
    void one_that_hangs_holds_up_no_other() throws IOException {
        receiver.hangs(true);
        try (Receiver other = new Receiver();
                Webhooks webhooks = new Webhooks(
                        List.of(new Secret(receiver.url(), "env:SLACK"), new Secret(other.url(), "env:OTHER")),
                        TERMS,
                        new ThreadTasks(),
                        new SystemTime())) {
            webhooks.send(notice("both"));
            await().until(() -> other.bodies().size() == 1);
            assertThat(receiver.bodies()).isEmpty();
        }
    }

    @Test
    void an_address_that_is_none_is_refused_without_being_shown() {
        for (String wrong : List.of("CANARY", "ftp://CANARY/x", "http://CANARY x", "https:///CANARY")) {
            assertThatThrownBy(() ->
                            new Webhook(new Secret(wrong, "env:SLACK"), TERMS, new ThreadTasks(), new SystemTime()))
                    .isInstanceOf(GodwitException.class)
                    .hasNoCause()
                    .hasMessage("webhook env:SLACK: must be a URL with http or https");
        }
    }

    private Webhook webhook(WebhookTerms terms) {
        return new Webhook(new Secret(receiver.url(), "env:SLACK"), terms, new ThreadTasks(), new SystemTime());
    }

    private static Notice notice(String text) {
        return new Notice(Kind.STAGE, "notes", "notes-move", "probation", text, Instant.EPOCH);
    }
}
