package dev.godwit.notely.proxy;

import dev.godwit.notely.note.NoteException.Problem;
import dev.godwit.notely.telemetry.Telemetry;
import dev.godwit.notely.telemetry.Telemetry.ProxyStatus;

/** Measures the calls of one proxy. Thread-safe. */
record CallMeter(int version, Telemetry telemetry) {
    long now() {
        return telemetry.now();
    }

    /** A call has ended that began then. */
    void served(MethodName method, ProxyStatus status, long begun) {
        telemetry.proxyAccess(version, method.text(), status, telemetry.since(begun));
    }

    /** What is the caller's own business is no error of the proxy. */
    ProxyStatus statusOf(Problem problem) {
        return switch (problem) {
            case NOT_FOUND, EXISTS, INVALID -> ProxyStatus.SUCCESS;
            case HELD, MOVED, STORE_DOWN, INTERNAL -> ProxyStatus.ERROR;
        };
    }
}
