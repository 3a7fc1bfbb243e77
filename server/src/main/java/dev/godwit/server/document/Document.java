package dev.godwit.server.document;

/** Something for people to read. */
public record Document(String title, String markdown) {}
