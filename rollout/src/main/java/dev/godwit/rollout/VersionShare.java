package dev.godwit.rollout;

/**
 * What one version has of the traffic.
 *
 * @param weight its share is this in relation to the sum of the weights of those that are up
 * @param up whether its instance takes requests now; one that is restarted does not
 * @param retired whether it gets no request any more
 */
public record VersionShare(
        String version, int weight, boolean up, boolean retired, long inFlight, VersionFigures figures) {}
