/** What Notely is about: accounts, their notes, and what can be asked of them. */
@NullMarked
package dev.godwit.notely.note;

import org.jspecify.annotations.NullMarked;
