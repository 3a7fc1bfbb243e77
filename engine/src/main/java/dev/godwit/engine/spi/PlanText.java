package dev.godwit.engine.spi;

/**
 * What a plan was read from.
 *
 * @param yaml as somebody wrote it; secrets are references in it
 * @param folder from which files are named in it
 * @param sent whether it came over the network; otherwise somebody read it from a file on the server's machine
 */
public record PlanText(String yaml, String folder, boolean sent) {}
