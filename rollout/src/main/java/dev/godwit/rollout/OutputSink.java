package dev.godwit.rollout;

/** Where the lines go that an instance writes. Called from one thread per instance; must not wait for long. */
@FunctionalInterface
public interface OutputSink {
    /**
     * Takes a line.
     *
     * @param instance the name of the instance
     * @param line without its end; a longer one than 8,192 characters comes in pieces
     */
    void line(String instance, String line);
}
