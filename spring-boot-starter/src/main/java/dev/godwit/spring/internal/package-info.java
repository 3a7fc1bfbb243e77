/** Auto-configuration, interceptors, health and metrics. */
@NullMarked
package dev.godwit.spring.internal;

import org.jspecify.annotations.NullMarked;
