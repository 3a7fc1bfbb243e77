package dev.godwit.testkit;

import dev.godwit.core.UnitId;

/** An advisory lock: of a unit, or of the default role. */
record LockName(String value) {
    static final LockName DEFAULT = new LockName("default");

    /** Held by who writes rows; installing waits for them. */
    static final LockName WRITTEN = new LockName("tables written");

    /** Held by who reads rows; removing waits for them. */
    static final LockName READ = new LockName("tables read");

    /** Held by who uses what is installed; removing it waits for them, and they for the removal. */
    static final LockName INSTALLED = new LockName("what is installed");

    static LockName of(UnitId unit) {
        return new LockName("unit " + unit);
    }
}
