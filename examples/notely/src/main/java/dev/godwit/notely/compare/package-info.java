/**
 * The same load on every strategy, while an old and a new version of the data proxy are alive and all accounts migrate: what
 * users notice, in figures. Notely runs as a process of its own and is driven as any client would.
 */
@NullMarked
package dev.godwit.notely.compare;

import org.jspecify.annotations.NullMarked;
