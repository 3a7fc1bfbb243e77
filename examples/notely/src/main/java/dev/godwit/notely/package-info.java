/** A note-taking service that migrates while it runs: the demonstration of Godwit, built on its public API only. */
@NullMarked
package dev.godwit.notely;

import org.jspecify.annotations.NullMarked;
