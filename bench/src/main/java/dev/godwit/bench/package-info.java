/** Benchmarks beside their baselines, independent checkers of histories and the demo; sees every module. */
@NullMarked
package dev.godwit.bench;

import org.jspecify.annotations.NullMarked;
