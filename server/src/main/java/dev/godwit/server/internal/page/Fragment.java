package dev.godwit.server.internal.page;

/**
 * A part of a page that changes while somebody looks.
 *
 * @param name of the part, which is also that of the event that brings it
 */
public record Fragment(String name, String html) {}
