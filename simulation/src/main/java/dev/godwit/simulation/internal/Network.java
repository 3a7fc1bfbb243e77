package dev.godwit.simulation.internal;

import dev.godwit.core.ErrorCode;
import dev.godwit.simulation.internal.ambush.Ambushes;
import dev.godwit.testkit.RoundTrips;
import dev.godwit.testkit.SimulatedProcess;

/** The ways between processes. */
record Network(Weather weather, Trace trace, Ambushes ambushes) {
    RoundTrips toDatabase(SimulatedProcess client, SimulatedProcess database) {
        return new Way(client, database, this, ErrorCode.STORE_CONNECTION_LOST, ErrorCode.STORE_OUTCOME_UNKNOWN);
    }

    RoundTrips toControlStore(SimulatedProcess client, SimulatedProcess database) {
        return new Way(client, database, this, ErrorCode.CONTROL_STORE_FAILED, ErrorCode.CONTROL_STORE_FAILED);
    }

    RoundTrips toControlPlane(SimulatedProcess client, SimulatedProcess server) {
        return new Way(client, server, this, ErrorCode.CONTROL_PLANE_UNREACHABLE, ErrorCode.CONTROL_PLANE_UNREACHABLE);
    }
}
