package dev.godwit.cli;

import dev.godwit.cli.internal.Look;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * Where a command reads and writes.
 *
 * @param interactive whether a person looks at it: then progress is drawn in place
 * @param look asked before each page, for a terminal can be resized
 * @param height lines of the terminal
 */
record Console(
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        boolean interactive,
        Supplier<Look> look,
        Supplier<Integer> height) {}
