/**
 * The terminal pages of Notely: API requests and deployments, accounts, the migration, logs. They show one
 * {@link dev.godwit.notely.terminal.NotelyView} at a time and act through one
 * {@link dev.godwit.notely.terminal.NotelyControls}; they know neither stores nor HTTP.
 */
@NullMarked
package dev.godwit.notely.terminal;

import org.jspecify.annotations.NullMarked;
