/** The runbook of a plan: what a migration will do, what it needs and how each step is undone; for people to read first. */
@NullMarked
package dev.godwit.server.runbook;

import org.jspecify.annotations.NullMarked;
