/** A move tried out with a sample in scratch stores: the real engine, which dies now and then, real routers, a verdict. */
@NullMarked
package dev.godwit.rehearsal;

import org.jspecify.annotations.NullMarked;
