/** An example: a required column for a live table, as a workflow of one's own. */
@NullMarked
package dev.godwit.examples.ownmigration;

import org.jspecify.annotations.NullMarked;
