/** What has to be true before a migration starts: facts of the stores in, problems out. Judges, never changes anything. */
@NullMarked
package dev.godwit.engine.preflight;

import org.jspecify.annotations.NullMarked;
