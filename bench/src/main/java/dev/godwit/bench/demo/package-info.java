/** {@code godwit demo}: the whole story of a migration, with users who check every answer, and what it has to prove. */
@NullMarked
package dev.godwit.bench.demo;

import org.jspecify.annotations.NullMarked;
