package dev.godwit.engine.internal.alarm;

import dev.godwit.core.AlarmKind;

/**
 * Something that somebody should know of, as it is at this moment. It becomes an alarm when it lasts.
 *
 * @param subject what it is about; there is at most one finding of a kind and subject
 */
record Finding(AlarmKind kind, String subject, String message) {}
