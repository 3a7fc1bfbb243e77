package dev.godwit.notely.proxy;

import dev.godwit.notely.telemetry.Telemetry.ProxyStatus;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Who may work on the notes: everybody, or one at a time. Thread-safe. */
interface Turns {
    <T> T take(MethodName method, Supplier<T> call);

    /** Everybody. */
    static Turns none() {
        return new Turns() {
            @Override
            public <T> T take(MethodName method, Supplier<T> call) {
                return call.get();
            }
        };
    }

    /** One at a time; who has to wait is counted. */
    static Turns one(CallMeter meter) {
        ReentrantLock lock = new ReentrantLock(true);
        return new Turns() {
            @Override
            public <T> T take(MethodName method, Supplier<T> call) {
                if (!lock.tryLock()) {
                    long begun = meter.now();
                    lock.lock();
                    meter.served(method, ProxyStatus.CONTENTION, begun);
                }
                try {
                    return call.get();
                } finally {
                    lock.unlock();
                }
            }
        };
    }
}
