package dev.godwit.server.internal.notice;

import java.time.Instant;

/**
 * Something that people are told of. It names no unit, no row and no address, for nobody knows who reads the channel.
 *
 * @param subject the stage, the wave or the kind of alarm
 * @param text for people, in one line
 * @param since when it began
 */
public record Notice(Kind kind, String keyspace, String migration, String subject, String text, Instant since) {
    /** What has happened. */
    public enum Kind {
        STAGE,
        APPROVAL_WANTED,
        ALARM,
        ALARM_OVER
    }
}
