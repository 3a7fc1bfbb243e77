/** Godwit in the process of the API: the migrations of the note stores, and what they mean for accounts. */
@NullMarked
package dev.godwit.notely.migration;

import org.jspecify.annotations.NullMarked;
