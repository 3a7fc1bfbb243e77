package dev.godwit.cli;

import dev.godwit.core.TimeSource;
import java.util.function.Consumer;

/**
 * What the commands use of the world; a test gives them another one.
 *
 * @param logToFile starts a log file for a command that runs for long; told whether standard error must be left alone
 * @param actor who gives the commands, for the journal
 */
record Surroundings(
        Console console,
        ControlPlanes controlPlanes,
        Migrations migrations,
        Interruptions interruptions,
        TimeSource time,
        Consumer<Boolean> logToFile,
        String actor) {}
