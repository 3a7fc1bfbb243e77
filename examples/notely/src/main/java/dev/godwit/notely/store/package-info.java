/** Notes in one store, SQLite or PostgreSQL: the table, its SQL, the connections to it. Knows nothing of other stores. */
@NullMarked
package dev.godwit.notely.store;

import org.jspecify.annotations.NullMarked;
