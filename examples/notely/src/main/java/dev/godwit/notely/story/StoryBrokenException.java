package dev.godwit.notely.story;

/** The run can't go on as it was written; the message says what did not happen. */
final class StoryBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoryBrokenException(String message) {
        super(message);
    }

    StoryBrokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
