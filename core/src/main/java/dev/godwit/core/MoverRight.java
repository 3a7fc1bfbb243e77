package dev.godwit.core;

/** What a mover shows with each transaction in a mirror: it writes rows of this unit, under this epoch and token. */
public record MoverRight(UnitId unit, Epoch epoch, Token token) {}
