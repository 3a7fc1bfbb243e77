package dev.godwit.notely.terminal;

import java.util.function.Supplier;

/**
 * What a key asks for.
 *
 * @param name such as {@code deploy}; the same order is not given again while it is under way
 * @param work carries it out and says in one line what happens now; it may take its time
 */
record Order(String name, Supplier<String> work) {}
