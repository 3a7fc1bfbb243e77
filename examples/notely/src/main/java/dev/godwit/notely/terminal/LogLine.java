package dev.godwit.notely.terminal;

import java.time.Instant;
import org.slf4j.event.Level;

/**
 * One line of a log.
 *
 * @param process who wrote it, such as {@code api} or {@code proxy 3}
 * @param text without a line break
 */
public record LogLine(Instant at, String process, Level level, String text) {}
