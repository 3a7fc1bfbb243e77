package dev.godwit.cli;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;

/** A command line that makes no sense, where picocli can't see it. */
final class UsageException extends GodwitException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(ErrorCode.USAGE, message);
    }
}
