/** The plan file: YAML in, a {@link dev.godwit.core.Plan} or all of its problems out, each with its line. */
@NullMarked
package dev.godwit.server.plan;

import org.jspecify.annotations.NullMarked;
