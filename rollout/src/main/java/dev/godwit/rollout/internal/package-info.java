/** The steps of releases, the comparison of versions, and what watches instances; free to change. */
@NullMarked
package dev.godwit.rollout.internal;

import org.jspecify.annotations.NullMarked;
