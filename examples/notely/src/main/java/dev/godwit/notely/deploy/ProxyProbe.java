package dev.godwit.notely.deploy;

import dev.godwit.notely.note.NoteException;
import dev.godwit.notely.proxy.ProxyClient;
import dev.godwit.notely.proxy.ProxyUnreachableException;
import dev.godwit.rollout.Probe;

/** Asks a proxy how it is. One whose stores are down is healthy: to start it again would help nobody. */
record ProxyProbe(ProxyClient client) implements Probe {
    @Override
    public boolean ready() {
        return client.ready();
    }

    @Override
    public boolean healthy() {
        try {
            client.healthCheck();
            return true;
        } catch (NoteException e) {
            return true;
        } catch (ProxyUnreachableException e) {
            return false;
        }
    }
}
