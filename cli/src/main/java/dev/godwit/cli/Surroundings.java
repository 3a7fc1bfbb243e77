package dev.godwit.cli;

import dev.godwit.core.TimeSource;

/** What the commands use of the world; a test gives them another one. */
record Surroundings(
        Console console,
        ControlPlanes controlPlanes,
        Migrations migrations,
        Interruptions interruptions,
        TimeSource time,
        String actor) {}
