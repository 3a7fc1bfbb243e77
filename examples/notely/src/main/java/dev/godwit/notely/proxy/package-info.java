/**
 * The data proxy: a child process that serves the notes of all accounts over JSON-RPC, and the client of the process that
 * started it. What the two agree on is a file of settings in the data folder.
 */
@NullMarked
package dev.godwit.notely.proxy;

import org.jspecify.annotations.NullMarked;
