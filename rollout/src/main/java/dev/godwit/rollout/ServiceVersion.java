package dev.godwit.rollout;

/**
 * An instance together with the way in which requests reach it.
 *
 * @param <T> what requests are made of, such as a client
 */
public record ServiceVersion<T>(Instance instance, T service) {
    /** The version's name. */
    public String version() {
        return instance.version();
    }
}
