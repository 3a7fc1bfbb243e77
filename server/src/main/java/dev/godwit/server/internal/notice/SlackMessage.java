package dev.godwit.server.internal.notice;

import tools.jackson.databind.json.JsonMapper;

/**
 * A notice as an incoming webhook of Slack reads it, and those that are compatible with it: {@code text} for people, the other
 * fields for programs, which Slack skips.
 */
final class SlackMessage {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Body(String text, String kind, String keyspace, String migration, String subject, String since) {}

    private SlackMessage() {}

    static byte[] of(Notice notice) {
        return JSON.writeValueAsBytes(new Body(
                escaped(notice.text()),
                notice.kind().name(),
                notice.keyspace(),
                notice.migration(),
                notice.subject(),
                notice.since().toString()));
    }

    /** The three characters that Slack gives a meaning of its own. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
