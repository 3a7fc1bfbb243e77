package dev.godwit.bench.demo;

/** The demonstration can't go on. */
final class StoryBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoryBrokenException(String message) {
        super(message);
    }
}
