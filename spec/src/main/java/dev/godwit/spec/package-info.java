/**
 * The move protocol as an explicit-state model: one unit, one key, two routers with leases, two movers of which either can
 * be a zombie, a coordinator that can stop between any two steps, a freeze that can expire at any moment. Every
 * interleaving is visited, breadth first.
 */
@NullMarked
package dev.godwit.spec;

import org.jspecify.annotations.NullMarked;
