package dev.godwit.cli;

import dev.godwit.core.TimeSource;
import dev.godwit.core.Workflow;

/**
 * What the commands of a user's workflow use of the world.
 *
 * @param actor who gives the commands, for the journal
 */
record OwnSurroundings(
        Workflow workflow, Console console, Interruptions interruptions, TimeSource time, String actor) {}
