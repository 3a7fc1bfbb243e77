package dev.godwit.notely.api;

/** Is told of each request that was answered. Thread-safe. */
@FunctionalInterface
public interface RequestMeter {
    /**
     * One request.
     *
     * @param route as in the documentation, such as {@code /accounts/{accountId}/notes}; no id is in it
     */
    void answered(String method, String route, int status, long nanos);
}
