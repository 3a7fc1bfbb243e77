/** What an engine needs besides the ports of {@code core}: a control store and the records that it keeps. */
@NullMarked
package dev.godwit.engine.spi;

import org.jspecify.annotations.NullMarked;
