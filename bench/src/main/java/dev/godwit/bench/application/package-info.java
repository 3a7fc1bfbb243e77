/**
 * One application process: simulated users behind a router, started by the demo or a test, commanded by lines on its
 * standard input and reporting by lines on its standard output.
 */
@NullMarked
package dev.godwit.bench.application;

import org.jspecify.annotations.NullMarked;
